import type { Receipt } from "../../../shared/contract/application-views.ts";
import { OFFICE } from "../../../shared/office.ts";
import { ledgerLines } from "../../../shared/rules/ledger.ts";
import { formatDate, formatSecond, londonDate } from "../../../shared/rules/london.ts";
import { formatPounds } from "../../../shared/rules/money.ts";
import { SummaryList } from "../../parts/summary-list.tsx";

let latest: Receipt | undefined;

/** The receipt that has just come, so that its page needs no second answer from a network that may be gone. */
export const keepReceipt = (receipt: Receipt): void => {
  latest = receipt;
};
export const receiptJustGiven = (reference: string): Receipt | undefined =>
  latest?.reference === reference ? latest : undefined;

/** To the second, with the weekday. */
export const receivedWords = ({ receivedAt }: Pick<Receipt, "receivedAt">): string =>
  `${formatSecond(receivedAt)} on ${formatDate(londonDate(receivedAt))}, London time`;

/** Where anybody who holds a receipt can check it. */
export const checkReceiptPath = ({ reference, sha256 }: Pick<Receipt, "reference" | "sha256">): string =>
  `/receipt?${new URLSearchParams({ reference, sha256 })}`;

/** What a receipt proves. */
export const ReceiptFacts = ({ receipt }: { receipt: Receipt }) => (
  <SummaryList
    rows={[
      { key: "Reference", value: receipt.reference },
      { key: "Received", value: receivedWords(receipt) },
      { key: "Title", value: receipt.title },
      { key: "Amount asked for", value: formatPounds(receipt.askedPence) },
      ...(receipt.ledger.totalCostPence === 0
        ? []
        : [{ key: "How it adds up", value: ledgerLines(receipt.ledger).join("\n") }]),
      ...(receipt.number > 1
        ? [{ key: "Version", value: `${receipt.number}. It stands in place of the earlier ones.` }]
        : []),
      { key: "Check code (SHA-256)", value: <span class="mono">{receipt.sha256}</span> },
    ]}
  />
);

const plainReceipt = (receipt: Receipt): string =>
  [
    `${OFFICE.name}: receipt`,
    `Reference: ${receipt.reference}`,
    `Received: ${receivedWords(receipt)} (${receipt.receivedAt})`,
    `Title: ${receipt.title}`,
    `Amount asked for: ${formatPounds(receipt.askedPence)}`,
    ...(receipt.ledger.totalCostPence === 0 ? [] : ledgerLines(receipt.ledger)),
    `Version: ${receipt.number}`,
    `SHA-256: ${receipt.sha256}`,
    `Check it: ${location.origin}${checkReceiptPath(receipt)}`,
  ].join("\n");

/** Saves the receipt as a file. */
export const downloadReceipt = (receipt: Receipt): void => {
  const address = URL.createObjectURL(new Blob([plainReceipt(receipt)], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `${receipt.reference}.txt`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

import type { MailLine, MailState } from "../../../shared/contract/mail.ts";
import type { Fate } from "../../../shared/rules/delivery.ts";
import { formatDateTime } from "../../../shared/rules/london.ts";
import { Notice } from "../../parts/notice.tsx";
import { Tag, type TagTone } from "../../parts/tag.tsx";

const FATE_TONES = { delivered: "done", waiting: "hand", undelivered: "wrong" } as const satisfies Record<
  Fate,
  TagTone
>;

type Fated = Pick<MailLine, "fate" | "because" | "returned" | "softReturnedAt" | "sentAt" | "deliveredAt">;

const wordsOf = ({ fate, because, returned, softReturnedAt, sentAt, deliveredAt }: Fated): string =>
  [
    ...(sentAt === undefined || fate === "waiting"
      ? []
      : [`Sent ${formatDateTime(sentAt)}${deliveredAt === undefined || fate !== "delivered" ? "" : " and arrived"}.`]),
    ...(because === undefined ? [] : [because]),
    ...(returned?.why === "complaint" ? ["Whoever got it reported it as junk."] : []),
    ...(softReturnedAt === undefined ? [] : ["An automatic answer or a passing failure came back."]),
  ].join(" ");

/** What became of an e-mail, in words, with when and why. */
export const FateOf = ({ line }: { line: Fated }) => (
  <>
    <Tag tone={FATE_TONES[line.fate]}>{line.fate}</Tag> {wordsOf(line)}
  </>
);

/** That no e-mail goes at all, or only to a few. */
export const MailStateNotice = ({ state: { mail, trialAddresses } }: { state: MailState }) => (
  <>
    {mail === "paused" ? (
      <Notice tone="hand" title="Email is paused">
        <p class="govuk-body">
          Every message waits and nothing is lost. Whoever runs the portal lets email go on; until then people read
          their messages in the portal.
        </p>
      </Notice>
    ) : null}
    {trialAddresses === 0 ? null : (
      <Notice tone="hand" title="This portal is on trial">
        <p class="govuk-body">
          It sends email to {trialAddresses === 1 ? "one address" : `${trialAddresses} addresses`} and to nobody else.
        </p>
      </Notice>
    )}
  </>
);

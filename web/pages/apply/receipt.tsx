import { useState } from "preact/hooks";
import { useRoute } from "preact-iso";
import type { applications } from "../../../shared/contract/applications.ts";
import { call, Refusal } from "../../api.ts";
import { Button, ButtonRow } from "../../parts/button.tsx";
import type { PageError } from "../../parts/error-summary.tsx";
import { TextArea, TextField } from "../../parts/fields.tsx";
import { Form } from "../../parts/form.tsx";
import { Notice } from "../../parts/notice.tsx";
import { Page } from "../../parts/page.tsx";
import { useTyped } from "../../parts/typed.ts";
import { receivedWords } from "./receipt-facts.tsx";

type Checked = { reference: string; matches: boolean; receivedAt?: string | undefined; number?: number | undefined };

/** Lets anybody who holds a receipt check it. No account is needed, and nothing of the application is shown. */
export default function ReceiptPage() {
  const { query } = useRoute();
  const [errors, setErrors] = useState<PageError[]>([]);
  const { typed, field } = useTyped({ reference: query.reference ?? "", sha256: query.sha256 ?? "" }, errors);
  const [checked, setChecked] = useState<Checked>();
  const [busy, setBusy] = useState(false);
  const check = async () => {
    const reference = typed.reference.trim();
    const hash = typed.sha256.toLowerCase().replaceAll(/\s/g, "");
    const wrong = [
      ...(reference === "" ? [{ id: "reference", text: "Enter the reference, like ABC-26Q4-0017-K." }] : []),
      ...(/^[0-9a-f]{64}$/.test(hash)
        ? []
        : [{ id: "sha256", text: "Enter the SHA-256 of the receipt: 64 characters, 0 to 9 and a to f." }]),
    ];
    setErrors(wrong);
    setChecked(undefined);
    if (wrong.length > 0) return;
    setBusy(true);
    try {
      const answer = await call<typeof applications.checkReceipt>("POST /api/receipts", {
        body: { reference, sha256: hash },
      });
      setChecked({ ...answer, reference });
    } catch (error) {
      setErrors([{ text: error instanceof Refusal ? error.message : "Something went wrong. Try again." }]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Page
      title="Check a receipt"
      errors={errors}
      lead="A receipt proves what an application said and when it arrived. Enter what stands on it."
    >
      {checked === undefined ? null : <Outcome {...checked} />}
      <Form
        onSend={() => {
          if (!busy) void check();
        }}
      >
        <TextField
          {...field("reference")}
          label="Reference"
          labelSize="s"
          hint="Such as ABC-26Q4-0017-K"
          width={20}
          spellcheck={false}
        />
        <TextArea
          {...field("sha256")}
          label="SHA-256"
          labelSize="s"
          hint="64 characters, 0 to 9 and a to f. Paste it from the receipt."
          rows={2}
        />
        <ButtonRow>
          <Button submit busy={busy}>
            Check the receipt
          </Button>
        </ButtonRow>
      </Form>
    </Page>
  );
}

const Outcome = ({ reference, matches, receivedAt, number }: Checked) =>
  matches && receivedAt !== undefined ? (
    <Notice role="status" focused title="The receipt is genuine">
      <p class="govuk-body">
        The portal received this submission of {reference} at {receivedWords({ receivedAt })}.
        {number !== undefined && number > 1 ? ` It is version ${number} of the application.` : ""}
      </p>
    </Notice>
  ) : (
    <Notice tone="wrong" role="alert" focused title="There is no such receipt">
      <p class="govuk-body">
        No submission of {reference} has this SHA-256. Check both for a slip. One character that differs means that the
        content differs.
      </p>
    </Notice>
  );

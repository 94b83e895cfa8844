import { render } from "preact";
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { MailBlock, MailBody, MailRun } from "../../shared/contract/mail-body.ts";
import { Scrolls } from "./scrolls.tsx";

const Run = ({ run: { as, text, style, href } }: { run: MailRun }) => {
  switch (as) {
    case "text":
      return <>{text}</>;
    case "strong":
      return <strong>{text}</strong>;
    case "break":
      return <br />;
    case "link":
      return (
        <a style={style ?? ""} href={href ?? ""}>
          {text}
        </a>
      );
  }
};

const Block = ({ block, body }: { block: MailBlock; body: MailBody }) => {
  if (block.tag === "table")
    return (
      <table style={block.style}>
        {block.rows.map(([label, value]) => (
          <tr key={label}>
            <th scope="row" style={body.labelStyle}>
              {label}
            </th>
            <td style={body.valueStyle}>{value}</td>
          </tr>
        ))}
      </table>
    );
  const Tag = block.tag;
  return (
    <Tag style={block.style}>
      {block.runs.map((run, n) => (
        <Run key={`${n} ${run.text}`} run={run} />
      ))}
    </Tag>
  );
};

/** The elements of an e-mail, as it is sent. Styles are set one by one, which the security policy of the site allows. */
export const MailSheet = ({ body }: { body: MailBody }) => (
  <div style={body.sheetStyle}>
    {body.blocks.map((block, n) => (
      <Block key={`${n} ${block.tag}`} block={block} body={body} />
    ))}
  </div>
);

/** How wide a mail program is on a telephone and on a desk: styles/_mail.scss. */
const WIDTHS = { phone: "On a phone", desk: "On a desk" } as const;

/**
 * An e-mail in a frame of its own width, apart from the styles of the site. The frame is an empty page that this one
 * draws in: nothing is fetched into it, and nothing in it runs.
 */
const MailFrame = ({ body, width, subject }: { body: MailBody; width: keyof typeof WIDTHS; subject: string }) => {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(480);
  const draw = useCallback(() => {
    const inside = frame.current?.contentDocument;
    if (!inside) return;
    inside.documentElement.lang = "en-GB";
    inside.title = subject;
    inside.body.style.cssText = body.pageStyle;
    render(<MailSheet body={body} />, inside.body);
    setHeight(inside.body.scrollHeight);
  }, [body, subject]);
  useEffect(draw, [draw]);
  const title = `${subject}, ${WIDTHS[width].toLowerCase()}`;
  return (
    <figure class="mail-preview__form">
      <figcaption class="soft">{WIDTHS[width]}</figcaption>
      <Scrolls class="mail-preview__scroll" label={title}>
        {/* Some browsers begin anew with an empty page once they have loaded it. */}
        <iframe
          class={`mail-preview__frame mail-preview__frame--${width}`}
          ref={frame}
          title={title}
          style={{ height: `${height}px` }}
          onLoad={draw}
        />
      </Scrolls>
    </figure>
  );
};

/** An e-mail as it arrives: its subject, its HTML form in two widths, and its plain text. */
export const MailPreview = ({ subject, text, body }: { subject: string; text: string; body: MailBody }) => (
  <section class="mail-preview">
    <h2 class="govuk-heading-m">{subject}</h2>
    <div class="mail-preview__forms">
      <MailFrame body={body} width="phone" subject={subject} />
      <MailFrame body={body} width="desk" subject={subject} />
    </div>
    <h3 class="govuk-heading-s">Plain text</h3>
    <pre class="mail-preview__text">{text}</pre>
  </section>
);

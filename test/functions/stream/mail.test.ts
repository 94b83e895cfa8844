import { describe, expect, it } from "vitest";
import { messageIdOf } from "../../../functions/store/messages.ts";
import { handler } from "../../../functions/stream/mail.ts";
import { engineForFile } from "../../support/engine.ts";
import { deliverAll, postbox, relayedRecords } from "../../support/relay.ts";

const engine = engineForFile();
const at = Date.parse("2026-12-01T12:00:00.000Z");

describe("stream/mail", () => {
  it("puts aside a message that cannot be read, once, and takes the next", async () => {
    const { deps } = engine.it;
    for (const recipient of ["p_1", "p_2"]) {
      const template = "sign-in-code";
      const id = messageIdOf({ eventId: "code", recipient, template }, at);
      const message = { id, recipient, template, urgent: true, to: `${recipient}@example.org` } as const;
      await deps.store.messages.create([{ ...message, facts: { code: "042137" } }], at);
    }
    const [first, second] = await relayedRecords(engine.it);
    if (first?.dynamodb === undefined || second === undefined) throw new Error("Two records were written.");
    const NewImage = { ...first.dynamodb.NewImage, template: { S: "no-such-letter" } };
    const broken = { ...first, dynamodb: { ...first.dynamodb, NewImage } };
    const post = postbox();
    await deliverAll(handler, [broken, second, broken], { ...deps, ...post });
    expect(post.sent.map(({ to }) => to)).toEqual([second.dynamodb?.NewImage?.to?.S]);
    expect(await deps.store.failures.of("stream/mail")).toMatchObject([{ id: first.eventID }]);
  });
});

import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { demonstration } from "../../../shared/funds/demonstration.ts";
import type { Round } from "../../../shared/rules/round.ts";
import { asking, groupWith, HOUR, openRound } from "../../support/bid.ts";
import { documentsForFile, sendFile } from "../../support/documents.ts";
import { engineForFile } from "../../support/engine.ts";
import { EICAR, FILES, PROGRAM } from "../../support/files.ts";

const engine = engineForFile();
const store = documentsForFile(engine);
const at = Date.parse("2026-11-25T12:00:00.000Z");
const fund = { ...demonstration, code: "DOC" };
const slot = fund.documents[0]?.id ?? "";
let round: Round;
let cookie: string;

beforeAll(async () => {
  round = await openRound(engine.it, fund, "26Q4", at, at + HOUR);
  cookie = (await groupWith(engine.it, "o_1", ["p_1"], at))("p_1");
});

/** A file that has arrived in the bucket, of which nobody has told the portal yet. */
const arrived = async (name: string, bytes: Buffer<ArrayBuffer>) => {
  const { body } = await asking(engine.it, cookie).start(round.id, "o_1", at);
  const { body: upload } = await store.asking(cookie).begin(body.id, slot, name, bytes.length, at);
  await sendFile(upload, bytes);
  await expect.poll(() => store.createdOf(upload.document.id)).toHaveLength(1);
  const stored = async () => {
    const document = await store.deps().store.documents.read(body.id, upload.document.id);
    if (document === undefined) throw new Error("The document is not there.");
    return document;
  };
  return { id: String(body.id), document: String(upload.document.id), stored };
};

describe("event/document-received", () => {
  it("receives a file whose browser never came back, once", async () => {
    const { document, stored } = await arrived("a.pdf", FILES.pdf);
    await store.tellCreated(document, at + 5);
    const first = await stored();
    expect(first).toMatchObject({ state: "received", versionId: expect.any(String), sha256: expect.any(String) });
    await store.tellCreated(document, at + 9);
    expect(await stored()).toEqual(first);
  });

  it("agrees with the browser, whichever comes first and both at once", async () => {
    const { id, document, stored } = await arrived("a.pdf", FILES.pdf);
    const [reply] = await Promise.all([
      store.asking(cookie).received(id, document, at),
      store.tellCreated(document, at),
      store.tellCreated(document, at),
    ]);
    expect([reply.status, reply.body.document.state, (await stored()).version]).toEqual([200, "received", 2]);
  });

  it("refuses what the content is not", async () => {
    const { document, stored } = await arrived("a.pdf", PROGRAM);
    await store.tellCreated(document, at);
    expect(await stored()).toMatchObject({ state: "refused", scan: "waiting" });
  });

  it("leaves a file removed that arrives after it was removed", async () => {
    const { id, document, stored } = await arrived("a.pdf", FILES.pdf);
    await store.asking(cookie).remove(id, document, at);
    await store.tellCreated(document, at);
    expect(await stored()).toMatchObject({ state: "removed" });
  });

  it("raises the application, so that a submission being written reads it", async () => {
    const { id, document } = await arrived("a.pdf", FILES.pdf);
    const before = await store.deps().store.applications.head(id);
    await store.tellCreated(document, at);
    const after = await store.deps().store.applications.head(id);
    expect((after?.version ?? 0) - (before?.version ?? 0)).toBe(1);
  });
});

describe("event/document-scanned", () => {
  it("receives the document itself when it is told first, then records what was found", async () => {
    const { document, stored } = await arrived("a.pdf", FILES.pdf);
    await store.scan(document, at + 3);
    expect(await stored()).toMatchObject({ state: "received", scan: "clean", scannedAt: "2026-11-25T12:00:00.003Z" });
    await store.tellCreated(document, at + 9);
    expect(await stored()).toMatchObject({ state: "received", scan: "clean" });
  });

  it("finds the EICAR test file", async () => {
    const { document, stored } = await arrived("list.csv", Buffer.from(EICAR));
    await store.scan(document, at);
    expect(await stored()).toMatchObject({ state: "received", scan: "refused" });
  });

  it("never goes back: a second, other result changes nothing", async () => {
    const { document, stored } = await arrived("a.pdf", FILES.pdf);
    await store.tellScanned(document, "THREATS_FOUND", at);
    const first = await stored();
    await store.tag(document, "NO_THREATS_FOUND");
    await store.tellScanned(document, "NO_THREATS_FOUND", at + 9);
    await store.tellScanned(document, "UNSUPPORTED", at + 9);
    expect(await stored()).toEqual(first);
  });

  it("believes clean only where the version bears the mark", async () => {
    const { document, stored } = await arrived("a.pdf", FILES.pdf);
    await expect(store.tellScanned(document, "NO_THREATS_FOUND", at)).rejects.toThrow("not marked");
    await store.tag(document, "THREATS_FOUND");
    await expect(store.tellScanned(document, "NO_THREATS_FOUND", at)).rejects.toThrow("not marked");
    expect((await stored()).scan).toBe("waiting");
  });

  it.each(["ACCESS_DENIED", "FAILED"])("leaves the document waiting, and the alarm rung, after %s", async (status) => {
    const { document, stored } = await arrived("a.pdf", FILES.pdf);
    await expect(store.tellScanned(document, status, at)).rejects.toThrow(status);
    expect((await stored()).scan).toBe("waiting");
    await store.scan(document, at);
    expect((await stored()).scan).toBe("clean");
  });

  it("records a file that could not be looked into", async () => {
    const { document, stored } = await arrived("a.pdf", FILES.pdf);
    await store.tellScanned(document, "UNSUPPORTED", at);
    expect(await stored()).toMatchObject({ state: "received", scan: "unsupported" });
  });

  it("ignores a result for another version", async () => {
    const { id, document, stored } = await arrived("a.pdf", FILES.pdf);
    await store.asking(cookie).received(id, document, at);
    await store.tellScanned(document, "THREATS_FOUND", at, "0".repeat(32));
    expect((await stored()).scan).toBe("waiting");
  });
});

describe("a file that is told of by everybody", () => {
  const tellers = ["browser", "bucket", "scan", "browser again", "bucket again", "scan again", "scan turned"] as const;
  type Teller = (typeof tellers)[number];

  const tell = (teller: Teller, id: string, document: string): Promise<unknown> => {
    switch (teller) {
      case "browser":
      case "browser again":
        return store.asking(cookie).received(id, document, at);
      case "bucket":
      case "bucket again":
        return store.tellCreated(document, at);
      case "scan":
      case "scan again":
        return store.scan(document, at);
      case "scan turned":
        return store.tellScanned(document, "UNSUPPORTED", at);
    }
  };

  it("is received once and scanned once, in whatever order and however many at a time", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...tellers], { minLength: 3 }),
        fc.integer({ min: 1, max: 4 }),
        async (order, atOnce) => {
          const { id, document, stored } = await arrived("a.pdf", FILES.pdf);
          const seen: string[] = [];
          for (let from = 0; from < order.length; from += atOnce) {
            await Promise.all(order.slice(from, from + atOnce).map((teller) => tell(teller, id, document)));
            const { scan } = await stored();
            if (scan !== "waiting") seen.push(scan);
          }
          const { state, version, scan } = await stored();
          const isScanned = order.some((teller) => teller.startsWith("scan"));
          // Begun, received, and one scan.
          expect([state, version]).toEqual(["received", isScanned ? 3 : 2]);
          expect(new Set(seen)).toEqual(new Set(isScanned ? [scan] : []));
        },
      ),
      { numRuns: 12 },
    );
  });
});

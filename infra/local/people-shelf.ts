import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Adapter, AdapterPayload } from "oidc-provider";
import * as z from "zod/mini";

const Kept = z.object({ payload: z.looseObject({}), until: z.number() });
const AllKept = z.record(z.string(), Kept);
const Keys = z.object({ jwk: z.looseObject({ kty: z.string() }), cookieKey: z.string() });

const writeJson = (file: string, value: unknown): void => {
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600 });
  renameSync(`${file}.new`, file);
};
const readJson = (file: string, absent: () => unknown): unknown => {
  if (!existsSync(file)) writeJson(file, absent());
  return JSON.parse(readFileSync(file, "utf8"));
};

const newKeys = () => ({
  jwk: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }),
  cookieKey: randomBytes(32).toString("base64url"),
});

/** What the local provider keeps between runs, in files: its key, and its sessions, so that a restart signs nobody out. */
export const peopleShelf = (folder: string) => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "people.json");
  const { jwk, cookieKey } = Keys.parse(readJson(join(folder, "people-keys.json"), newKeys));
  const kept = new Map<string, { payload: AdapterPayload; until: number }>(
    Object.entries(AllKept.parse(readJson(file, () => ({})))),
  );
  const save = (): void => {
    const now = Date.now();
    for (const [key, { until }] of kept) if (until < now) kept.delete(key);
    writeJson(file, Object.fromEntries(kept));
  };
  const live = (key: string): AdapterPayload | undefined => {
    const found = kept.get(key);
    return found === undefined || found.until < Date.now() ? undefined : found.payload;
  };

  /** The provider's own interface, one for each model ("Session", "Grant", …). */
  const adapter = (model: string): Adapter => {
    const keyOf = (id: string): string => `${model}:${id}`;
    const find = (fits: (payload: AdapterPayload) => boolean): AdapterPayload | undefined =>
      [...kept.keys()]
        .filter((key) => key.startsWith(keyOf("")))
        .map(live)
        .find((payload) => payload !== undefined && fits(payload));
    return {
      upsert: async (id, payload, expiresIn) => {
        kept.set(keyOf(id), { payload, until: Date.now() + (expiresIn ?? 86_400) * 1000 });
        save();
      },
      find: async (id) => live(keyOf(id)),
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (userCode) => find((payload) => payload.userCode === userCode),
      consume: async (id) => {
        const payload = live(keyOf(id));
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
        save();
      },
      destroy: async (id) => {
        kept.delete(keyOf(id));
        save();
      },
      revokeByGrantId: async (grantId) => {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
        save();
      },
    };
  };
  return { jwk, cookieKey, adapter };
};

import { describe, expect, it } from "vitest";
import { messageKey, personKey } from "../../functions/store/keys.ts";
import { StoredMessage } from "../../functions/store/messages.ts";
import { makeStore } from "../../functions/store/store.ts";
import { tell } from "../../functions/tell.ts";
import { toInstant } from "../../shared/rules/london.ts";
import { engineForFile, SETTINGS } from "../support/engine.ts";
import { runs, seeded } from "../support/length.ts";
import { type Faults, mailWorld, NO_FAULTS } from "../support/mail-world.ts";
import { memoryDynamo } from "../support/memory-dynamo.ts";

const engine = engineForFile();
const at = Date.parse("2026-12-01T12:00:00.000Z");
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));

describe("the table of this simulation", () => {
  it("answers as the engine does, step by step", async () => {
    const memory = memoryDynamo();
    const both = [engine.it.deps.store, makeStore(memory.client, SETTINGS.tableName)];
    const random = seeded(7);
    const ids = Array.from({ length: 12 }, (_, n) => `20261201-${n}`);
    const of = (id: string) => ({ recipient: `p_${id.length}`, id });
    const answers: unknown[][] = [[], []];
    for (let step = 0; step < 150; step += 1) {
      const id = ids[random.below(ids.length)] ?? "";
      const [kind, claim, now] = [random.below(11), `claim-${random.below(3)}`, at + step * 20_000];
      for (const [n, store] of both.entries()) {
        const message = await store.returns.message(of(id).recipient, id);
        const doing = async (): Promise<unknown> => {
          if (message === undefined || kind === 0)
            return store.messages.create(
              [{ ...of(id), template: "withdrawn", to: `${id}@example.org`, facts: {}, urgent: id.endsWith("1") }],
              at,
            );
          switch (kind) {
            case 1:
            case 2:
              return store.sending.claim(message, claim, message.createdAt, now);
            case 3:
              return store.sending.sent(message, claim, "ses", now);
            case 4:
              return store.sending.notSent(message, claim, "x", { dueAt: message.createdAt, at: now });
            case 5:
              return store.sending.notSent(message, claim, "x", { dueAt: undefined, at: now });
            case 6:
              return store.sending.told(message, "ses-2", "delivered", now);
            case 7:
              return store.returns.returned(message, { why: "bounced", at: message.createdAt }, "ses-3");
            case 8: {
              const event = { type: "message-sent-again", at: message.createdAt, by: "p", messageId: id } as const;
              const write = { writeId: `again-${step}`, at: now };
              return store.returns.sendAgain(message, { ...event, recipient: message.recipient }, write);
            }
            case 9:
              return store.sending.takeTurn(claim, now);
            default:
              return store.sending.endTurn(claim);
          }
        };
        const said = await doing();
        const after = await store.returns.message(of(id).recipient, id);
        answers[n]?.push(plain([kind, said, after]));
        if (step % 10 > 0) continue;
        const [due, undelivered] = await Promise.all([store.sending.due(now, 5), store.returns.undelivered(5)]);
        answers[n]?.push([due, undelivered].map((list) => list.map((one) => one.id)));
      }
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[0]?.length).toBe(165);
    expect(StoredMessage.parse(await engine.it.table.get(messageKey("p_10", "20261201-1"))).version).toBeGreaterThan(2);
  });
});

/** Events to tell of, half of them urgent: an invitation goes to an address, a refusal to a person. */
const simulate = async (seed: number, events: number, faults: Faults) => {
  const random = seeded(seed);
  const world = mailWorld(random, faults, { startsAt: at, perSecond: 50 });
  const left = Array.from({ length: events }, (_, n) => n);
  for (let n = 1; n < events; n += 2)
    world.put({ ...personKey(`p_${n}`), id: `p_${n}`, name: "Ash", email: `p${n}@example.org`, organisations: [] });
  const happened = (n: number) => {
    const is = { at: toInstant(at), version: 1, relay: "yes" } as const;
    if (n % 2 === 1) {
      const event = {
        type: "join-refused",
        at: toInstant(at),
        by: "system",
        organisationId: "o",
        personId: `p_${n}`,
      } as const;
      return { change: { ...is, pk: "organisation/o", sk: `join/p_${n}`, kind: "join", events: [event] }, event };
    }
    const event = {
      type: "invited",
      at: toInstant(at),
      by: "system",
      invitationId: `i_${n}`,
      role: "trustee",
    } as const;
    const item = {
      id: `i_${n}`,
      email: `i${n}@example.org`,
      role: "trustee",
      invitedAt: toInstant(at),
      invitedBy: "p",
    };
    return {
      change: { ...is, ...item, pk: `invitation/${n}`, sk: "trustee", kind: "invitation", events: [event] },
      event,
    };
  };
  for (let minute = 0; minute < 2_000; minute += 1) {
    // In any order, some of them twice; what was not taken comes again.
    for (const n of left.splice(0, 2_000).sort(() => random.next() - 0.5)) {
      const { change, event } = happened(n);
      const isTold = await world.survives((deps) => tell(change, event, 0, deps));
      if (!isTold || random.chance(0.05)) left.push(n);
    }
    await world.minute();
    if (left.length === 0 && world.isDone()) break;
  }
  const messages = world.messages();
  const copies = messages.map(({ recipient, id }) => ({
    sent: world.taken.get(`${recipient}/${id}`)?.length ?? 0,
    died: world.diedOver.get(`${recipient}/${id}`) ?? 0,
  }));
  return {
    messages: messages.length,
    states: [...new Set(messages.map(({ state }) => state))],
    missing: copies.filter(({ sent }) => sent === 0).length,
    duplicates: copies.filter(({ sent }) => sent > 1).length,
    beyond: copies.filter(({ sent, died }) => sent > 1 + died).length,
    ...world.counts(),
  };
};

describe("messages under everything that can go wrong", () => {
  const faults = { lost: 0.03, crash: 0, throttled: 0.02, timedOut: 0.005, timedOutAfter: 0.005 };

  it("reach everybody once, without a crash", async () => {
    const { messages, states, missing, duplicates } = await simulate(1, runs(50_000), faults);
    expect({ messages, states, missing, duplicates }).toEqual({
      messages: runs(50_000),
      states: ["sent"],
      missing: 0,
      duplicates: 0,
    });
  }, 600_000);

  it("reach everybody with crashes at every step, a second time only where one died over it", async () => {
    const { messages, states, missing, beyond, crashes } = await simulate(2, runs(50_000), {
      ...faults,
      crash: 0.0005,
    });
    expect(crashes).toBeGreaterThan(messages / 1_000);
    expect({ messages, states, missing, beyond }).toEqual({
      messages: runs(50_000),
      states: ["sent"],
      missing: 0,
      beyond: 0,
    });
  }, 600_000);
});

/** As many messages that can wait, all due at once. */
const remind = (world: ReturnType<typeof mailWorld>, count: number) =>
  world.survives(({ store }) =>
    store.messages.create(
      Array.from({ length: count }, (_, n) => ({
        ...{ recipient: `p_${n}`, id: `2026-${n}`, to: `p${n}@example.org`, urgent: false },
        ...{ template: "notice-published", facts: { reference: "CAF-26Q4-0001-K", round: "Winter", on: "today" } },
      })),
      at,
    ),
  );
const instants = (world: ReturnType<typeof mailWorld>, which: (key: string) => boolean): number[] =>
  [...world.taken].flatMap(([key, taken]) => (which(key) ? taken : [])).toSorted((a, b) => a - b);

describe("messages/pace", () => {
  it("keeps to 70 % of one e-mail a second, over the end of a run too", async () => {
    const world = mailWorld(seeded(3), NO_FAULTS, { startsAt: at, perSecond: 1 });
    await remind(world, 100);
    for (let minute = 0; minute < 3; minute += 1) await world.minute();
    const sent = instants(world, () => true);
    expect(sent).toHaveLength(100);
    const gaps = sent.slice(1).map((instant, n) => instant - (sent[n] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_429);
    expect(world.counts().throttles).toBe(0);
  });

  it("lets sign-in codes through on a deadline day, with reminders on their way to 500 owners of drafts", async () => {
    const world = mailWorld(seeded(4), NO_FAULTS, { startsAt: at, perSecond: 14 });
    await remind(world, 500);
    const asked = new Map<string, number>();
    let last = 0;
    // Three people a second ask for a code.
    world.meanwhile(async () => {
      const { now } = world.counts();
      if (now - last < 333) return;
      last = now;
      const id = `code-${asked.size}`;
      asked.set(`p_x/${id}`, now);
      const code = { recipient: "p_x", id, template: "sign-in-code", to: "x@example.org", urgent: true } as const;
      await world.survives(({ store }) => store.messages.create([{ ...code, facts: { code: "042137" } }], now));
      await world.stream();
    });
    await world.minute();
    await world.minute();
    expect(instants(world, (key) => !asked.has(key))).toHaveLength(500);
    expect(asked.size).toBeGreaterThan(100);
    expect([...asked].filter(([key, since]) => world.taken.get(key)?.[0] !== since)).toEqual([]);
    expect(world.counts().throttles).toBe(0);
  });
});

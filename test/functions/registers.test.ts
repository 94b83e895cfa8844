import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRegisters } from "../../functions/registers.ts";

/** What the server that stands for a register answers, by path; what it was asked. */
type Answering = (request: IncomingMessage, response: ServerResponse) => void;
const answers = new Map<string, Answering>();
const asked: { path: string; headers: IncomingMessage["headers"] }[] = [];
const server = createServer((request, response) => {
  const path = request.url ?? "";
  asked.push({ path, headers: request.headers });
  const answer = answers.get(path);
  if (answer === undefined) response.writeHead(404).end();
  else answer(request, response);
});
let address = "";
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const listening = server.address();
  if (listening === null || typeof listening === "string") throw new Error("The server listens on no port.");
  address = `http://127.0.0.1:${listening.port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const registers = (askedForMs?: number) =>
  makeRegisters(
    {
      "charity-commission": { address, key: "key-of-charities" },
      "companies-house": { address, key: "key-of-companies" },
    },
    askedForMs,
  );
const json =
  (body: unknown, status = 200): Answering =>
  (_, response) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
const CHARITY = {
  organisation_number: 3_000_000,
  reg_charity_number: 1_076_770,
  group_subsid_suffix: 0,
  charity_name: "EXAMPLE TRUST",
  reg_status: "R",
  date_of_removal: null,
  reporting_status: "Submission Received",
  insolvent: false,
  in_administration: false,
  latest_income: 42_000.5,
  latest_acc_fin_year_end_date: "2026-03-31T00:00:00",
  trustee_names: [
    { trustee_name: "Ash Example", trustee_id: 1 },
    { trustee_name: "Bo Example", trustee_id: 2 },
  ],
  other_names: [{ other_name: "The Trust", name_type: "W" }],
  email: "somebody@example.org",
};
const COMPANY = {
  company_name: "EXAMPLE LIMITED",
  company_number: "09506232",
  company_status: "active",
  accounts: { overdue: false },
  confirmation_statement: { overdue: true },
  has_insolvency_history: false,
};

describe("makeRegisters", () => {
  it("reads a charity's entry with the office's key, and keeps of its trustees how many there are", async () => {
    answers.set("/allcharitydetailsV2/1076770/0", json(CHARITY));
    const answer = await registers().lookUp("charity-commission", "1076770");
    expect(answer).toEqual({
      is: "found",
      entry: {
        name: "EXAMPLE TRUST",
        otherNames: ["The Trust"],
        onRegister: true,
        status: "registered",
        overdue: [],
        insolvent: false,
        trustees: 2,
        incomePence: 4_200_050,
        yearEndsOn: "2026-03-31",
      },
    });
    expect(JSON.stringify(answer)).not.toMatch(/Ash|Bo Example|somebody@/);
    expect(asked.at(-1)?.headers["ocp-apim-subscription-key"]).toBe("key-of-charities");
  });

  it("asks for a linked charity by its own number, and reads a removal and a late return", async () => {
    const late = { reg_status: "RM", date_of_removal: "2025-02-01T00:00:00", reporting_status: "Submission Overdue" };
    answers.set("/allcharitydetailsV2/1076770/1", json({ ...CHARITY, ...late }));
    expect(await registers().lookUp("charity-commission", "1076770", 1)).toMatchObject({
      entry: { onRegister: false, status: "removed 2025-02-01", overdue: ["the register says “Submission Overdue”"] },
    });
  });

  it("reads a company's entry, with the key as the name and no password", async () => {
    answers.set("/company/09506232", json(COMPANY));
    expect(await registers().lookUp("companies-house", "09506232")).toMatchObject({
      is: "found",
      entry: { name: "EXAMPLE LIMITED", onRegister: true, overdue: ["confirmation statement"] },
    });
    const said = Buffer.from((asked.at(-1)?.headers.authorization ?? "").slice(6), "base64").toString();
    expect(said).toBe("key-of-companies:");
  });

  it("says that a dissolved company is not on the register any more", async () => {
    answers.set("/company/01234567", json({ ...COMPANY, company_status: "dissolved" }));
    expect(await registers().lookUp("companies-house", "01234567")).toMatchObject({
      entry: { onRegister: false, status: "dissolved" },
    });
  });

  it("answers nothing where the office has no key, and asks nobody", async () => {
    const before = asked.length;
    const none = makeRegisters({});
    expect(none.canAsk("charity-commission")).toBe(false);
    expect(await none.lookUp("charity-commission", "1076770")).toBeUndefined();
    expect(asked).toHaveLength(before);
  });

  it.each([
    ["no such entry", 404, {}, "not-there", 1],
    ["a key that is not taken", 401, {}, "refused", 1],
    ["an entry in another form", 200, { name: "Example" }, "unreadable", 1],
    ["a fault on their side, twice", 503, {}, "no-answer", 2],
  ] as const)("says plainly: %s", async (_, status, body, is, times) => {
    const path = `/company/8000000${status % 9}`;
    answers.set(path, json(body, status));
    const before = asked.length;
    expect(await registers().lookUp("companies-house", path.slice(9))).toEqual({ is });
    expect(asked.length - before).toBe(times);
  });

  it("does not wait for a register that is stuck", async () => {
    const before = asked.length;
    answers.set("/company/SC327003", () => undefined);
    expect(await registers(30).lookUp("companies-house", "SC327003")).toEqual({ is: "no-answer" });
    expect(asked.length - before).toBe(2);
  });

  it("tries once more after a broken line, and takes the second answer", async () => {
    let times = 0;
    answers.set("/company/SC327000", (request, response) => {
      times += 1;
      if (times === 1) request.socket.destroy();
      else json(COMPANY)(request, response);
    });
    expect(await registers().lookUp("companies-house", "SC327000")).toMatchObject({ is: "found" });
    expect(times).toBe(2);
  });

  it("does not follow the register elsewhere, nor read what is no JSON", async () => {
    answers.set("/company/SC327001", (_, response) =>
      response.writeHead(302, { location: `${address}/company/09506232` }).end(),
    );
    expect(await registers().lookUp("companies-house", "SC327001")).toEqual({ is: "no-answer" });
    answers.set("/company/SC327002", (_, response) => response.writeHead(200).end("<html>Busy</html>"));
    expect(await registers().lookUp("companies-house", "SC327002")).toEqual({ is: "unreadable" });
  });
});

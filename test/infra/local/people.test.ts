import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { CODE_PEOPLE, STAFF_PEOPLE } from "../../../infra/local/demonstration-people.ts";
import { freePort } from "../../../infra/local/engine.ts";
import { serveDemonstration } from "../../../infra/local/people.ts";

const page = async (data: "demonstration" | "empty"): Promise<string> => {
  const port = await freePort();
  const server = createServer((_request, response) => serveDemonstration(response, data));
  await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
  const text = await (await fetch(`http://127.0.0.1:${port}/local/`)).text();
  server.close();
  return text;
};

describe("serveDemonstration", () => {
  it("lists each invented person with their address, the way in and where the code arrives", async () => {
    const text = await page("demonstration");
    for (const { name, email, part } of CODE_PEOPLE) {
      for (const words of [name, part, email]) expect(text).toContain(words);
      expect(text).toContain(`href="/sign-in?email=${encodeURIComponent(email)}"`);
      expect(text).toContain(`href="/local/mail?to=${encodeURIComponent(email)}"`);
    }
    for (const { name } of STAFF_PEOPLE) expect(text).toContain(name);
    expect(text).toContain('href="/sign-in/staff');
  });

  it("names nobody who would have to be there already on an empty portal", async () => {
    const text = await page("empty");
    expect(CODE_PEOPLE.filter(({ email }) => text.includes(email))).toEqual([]);
  });
});

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { runInNewContext } from "node:vm";
import { App, Stack } from "aws-cdk-lib";
import { Match, Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { sha256 } from "../../../functions/identity.ts";
import { buildFrontDoor, HASHING } from "../../../infra/aws/front-door.ts";
import { CONFIG, counts, has, ofType } from "./templates.ts";

const doorOf = (number: number) => {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), "door", {
    env: { account: CONFIG.account, region: CONFIG.region },
  });
  const door = buildFrontDoor(stack, { ...CONFIG, frontDoor: number });
  return {
    template: Template.fromStack(stack),
    headers: stack.resolve(door.headers),
    hashes: stack.resolve(door.hashes),
  };
};
const wordsOf = (number: number): string[] =>
  Object.keys(ofType(doorOf(number).template, "AWS::SecretsManager::Secret")).sort();

describe("buildFrontDoor", () => {
  it("makes two words that nobody chose and nobody sees, and lets CloudFront say the newer", () => {
    const { template, headers } = doorOf(3);
    counts(template, "AWS::SecretsManager::Secret", 2);
    has(template, "AWS::SecretsManager::Secret", {
      GenerateSecretString: { PasswordLength: 64 },
      SecretString: Match.absent(),
    });
    expect(Object.keys(headers)).toEqual(["x-front-door"]);
    expect(JSON.stringify(headers)).toMatch(
      /\{\{resolve:secretsmanager:.*"Ref":"FrontDoor3Word[0-9A-F]{8}".*:SecretString:::\}\}/,
    );
  });

  it("tells the functions the hashes of both, and no word", () => {
    const { template, hashes } = doorOf(1);
    expect(hashes).toEqual({ "Fn::GetAtt": ["FrontDoorHashed", "hashes"] });
    const [hashed] = Object.values(ofType(template, "AWS::CloudFormation::CustomResource"));
    expect(hashed).toMatchObject({
      Words: [{ Ref: expect.stringMatching(/^FrontDoor1Word/) }, { Ref: expect.stringMatching(/^FrontDoor0Word/) }],
    });
    expect(JSON.stringify(ofType(template, "AWS::Lambda::Function"))).not.toContain("resolve:secretsmanager");
  });

  it("renews one word with each number, and keeps the one that is still said", () => {
    const [now, next] = [wordsOf(1), wordsOf(2)];
    expect(next.filter((word) => now.includes(word))).toEqual([now[1]]);
  });

  it("lets what hashes read those two words and nothing else", () => {
    const { template } = doorOf(1);
    const [role] = Object.values(ofType(template, "AWS::IAM::Role"));
    expect(role).toMatchObject({
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Action: "secretsmanager:GetSecretValue",
                Effect: "Allow",
                Resource: [
                  { Ref: expect.stringMatching(/^FrontDoor1Word/) },
                  { Ref: expect.stringMatching(/^FrontDoor0Word/) },
                ],
              },
            ],
          },
        },
      ],
    });
    expect(role).not.toHaveProperty("ManagedPolicyArns");
  });
});

const Hashing = z.object({ handler: z.custom<(event: object) => Promise<void>>() });
const Answered = z.strictObject({
  Status: z.enum(["SUCCESS", "FAILED"]),
  Reason: z.optional(z.string()),
  PhysicalResourceId: z.string(),
  StackId: z.string(),
  RequestId: z.string(),
  LogicalResourceId: z.string(),
  Data: z.optional(z.strictObject({ hashes: z.string() })),
});

/** Runs the program as it is, with what Lambda brings, on secrets that are there from the given try on. */
const run = async (RequestType: "Create" | "Update" | "Delete", secrets: Record<string, string>, thereFromTry = 1) => {
  const got = Promise.withResolvers<{ method: string; type: string | undefined; body: string }>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", headers } = request;
      got.resolve({ method, type: headers["content-type"], body: Buffer.concat(chunks).toString() });
      response.end();
    });
  });
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  let tries = 0;
  class SecretsManager {
    async getSecretValue({ SecretId }: { SecretId: string }) {
      tries += 1;
      if (tries < thereFromTry || secrets[SecretId] === undefined) throw new Error(`No right to ${SecretId}.`);
      return { SecretString: secrets[SecretId] };
    }
  }
  const nodes = createRequire(import.meta.url);
  const exported: Record<string, unknown> = {};
  runInNewContext(HASHING, {
    exports: exported,
    require: (name: string) => (name === "@aws-sdk/client-secrets-manager" ? { SecretsManager } : nodes(name)),
    fetch,
    Buffer,
    // Nobody waits here for rights to travel.
    setTimeout: (done: () => void) => setImmediate(done),
  });
  const asked = { StackId: "stack", RequestId: randomUUID(), LogicalResourceId: "FrontDoorHashed" };
  try {
    await Hashing.parse(exported).handler({
      ...asked,
      RequestType,
      ResponseURL: `http://127.0.0.1:${port}/signed`,
      ResourceProperties: { Words: ["new", "old"] },
    });
    const { method, type, body } = await got.promise;
    return { method, type, asked, answer: Answered.parse(JSON.parse(body)) };
  } finally {
    server.close();
    server.closeAllConnections();
  }
};

describe("what hashes the words", () => {
  const secrets = { new: "the-new-word", old: "the-old-word" };

  it.each(["Create", "Update"] as const)("answers a %s with the hashes of both, the newer first", async (type) => {
    const { answer, asked, ...sent } = await run(type, secrets);
    expect(answer).toEqual({
      ...asked,
      Status: "SUCCESS",
      PhysicalResourceId: "front-door",
      Data: { hashes: `${sha256("the-new-word")} ${sha256("the-old-word")}` },
    });
    // The address is signed for an upload without a type.
    expect(sent).toEqual({ method: "PUT", type: undefined });
  });

  it("waits for a right that is not known everywhere yet", async () => {
    expect((await run("Update", secrets, 5)).answer.Status).toBe("SUCCESS");
  });

  it("says why it failed, and no word", async () => {
    const { answer } = await run("Create", { new: "the-new-word" });
    expect(answer).toMatchObject({ Status: "FAILED", Reason: "No right to old." });
    expect(JSON.stringify(answer)).not.toContain("the-new-word");
  });

  it("has nothing to take away", async () => {
    expect((await run("Delete", {})).answer).toMatchObject({ Status: "SUCCESS" });
  });

  it("is as short as Lambda takes it inline", () => {
    expect(HASHING.length).toBeLessThan(4096);
  });
});

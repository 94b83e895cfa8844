import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certificateOf, dkimRecords, execute, mailStanding, runsAtOnce, stackOf } from "../../../infra/aws/account.ts";
import { type Ask, makeAsk, NotAnswered } from "../../../infra/aws/ask.ts";
import { bucket, clientOf, objectsInTemporaryFolder } from "../../support/objects.ts";
import { CONFIG } from "./templates.ts";

/** Answers as AWS documents them, cut to what is read. */
const STACK = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult><Stacks>
  <member><StackName>grants-data</StackName><Tags/><Capabilities><member>CAPABILITY_NAMED_IAM</member></Capabilities>
  <Outputs><member><OutputKey>Dkim2</OutputKey><OutputValue>b._domainkey.example.org CNAME b.dkim.amazonses.com</OutputValue><Description>A record</Description></member>
  <member><Description>A record</Description><OutputValue>a._domainkey.example.org CNAME a.dkim.amazonses.com</OutputValue><OutputKey>Dkim1</OutputKey></member>
  <member><OutputKey>Other</OutputKey><OutputValue>x</OutputValue></member></Outputs>
  <StackStatus>CREATE_COMPLETE</StackStatus></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
const NO_STACK =
  "<ErrorResponse><Error><Code>ValidationError</Code><Message>Stack with id grants-edge does not exist</Message></Error></ErrorResponse>";
const ARN = "arn:aws:acm:us-east-1:111122223333:certificate/1";
const ANSWERS: Record<string, [number, string]> = {
  "DescribeStacks grants-data": [200, STACK],
  "DescribeStacks grants-edge": [400, NO_STACK],
  "DescribeStacks forbidden": [403, "<Message>User is not authorized</Message>"],
  "ExecuteChangeSet grants-edge": [200, "<ExecuteChangeSetResponse/>"],
  "CertificateManager.ListCertificates": [
    200,
    JSON.stringify({
      CertificateSummaryList: [
        { CertificateArn: ARN, DomainName: "grants.example.org" },
        { CertificateArn: "other", DomainName: "example.org" },
      ],
    }),
  ],
  "CertificateManager.DescribeCertificate": [
    200,
    JSON.stringify({
      Certificate: {
        Status: "PENDING_VALIDATION",
        DomainValidationOptions: [
          { ResourceRecord: { Name: "_x.grants.example.org.", Type: "CNAME", Value: "_y.acm-validations.aws." } },
        ],
      },
    }),
  ],
  "/2016-08-19/account-settings": [200, JSON.stringify({ AccountLimit: { ConcurrentExecutions: 10 } })],
  "/v2/email/account": [200, JSON.stringify({ ProductionAccessEnabled: false, SendingEnabled: true })],
  "/v2/email/identities/grants.example.org": [200, JSON.stringify({ VerifiedForSendingStatus: true })],
};

let server: Server;
let ask: Ask;
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    const named = request.headers["x-amz-target"] ?? url.searchParams.get("Action");
    const what = [named ?? url.pathname, url.searchParams.get("StackName")].filter(Boolean).join(" ");
    const [, scope = ""] =
      /Credential=[^/]+\/\d+\/([^,]+)\/aws4_request/.exec(request.headers.authorization ?? "") ?? [];
    asked.push(`${what} as ${scope}`);
    const [status, text] = ANSWERS[what] ?? [404, what];
    response.writeHead(status).end(text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  ask = makeAsk(clientOf("http://127.0.0.1:9"), `http://127.0.0.1:${port}`);
});
afterAll(() => server.close());

describe("makeAsk", () => {
  it("signs as AWS checks it, and hands on what AWS refuses", async () => {
    const objects = await objectsInTemporaryFolder();
    const list = {
      service: "s3",
      region: "eu-west-2",
      method: "GET",
      path: `/${bucket}`,
      query: { "list-type": "2" },
    } as const;
    const answer = await makeAsk(objects.s3, objects.url)(list);
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining("<KeyCount>0</KeyCount>") });
    const stranger = clientOf(objects.url, { secretAccessKey: "another" });
    await expect(makeAsk(stranger, objects.url)(list)).rejects.toThrow(/s3 answered 403: .*SignatureDoesNotMatch/s);
    await objects.remove();
  });
});

describe("stackOf", () => {
  it("reads the status and the outputs of a stack, in whatever order they come", async () => {
    const stack = await stackOf(ask, "eu-west-2", "grants-data");
    expect(stack).toMatchObject({ status: "CREATE_COMPLETE", outputs: { Other: "x" } });
    expect(stack === undefined ? [] : dkimRecords(stack)).toEqual([
      "a._domainkey.example.org CNAME a.dkim.amazonses.com",
      "b._domainkey.example.org CNAME b.dkim.amazonses.com",
    ]);
    expect(asked.at(-1)).toBe("DescribeStacks grants-data as eu-west-2/cloudformation");
  });

  it("tells a stack that is not there from a question that is not answered", async () => {
    expect(await stackOf(ask, "us-east-1", "grants-edge")).toBeUndefined();
    await expect(stackOf(ask, "us-east-1", "forbidden")).rejects.toThrow(NotAnswered);
  });
});

describe("execute", () => {
  it("sets a change set going where its stack is", async () => {
    await execute(ask, "us-east-1", "grants-edge", "names");
    expect(asked.at(-1)).toBe("ExecuteChangeSet grants-edge as us-east-1/cloudformation");
  });
});

describe("certificateOf", () => {
  it("finds the certificate of the domain alone, with the record that proves it, in North Virginia", async () => {
    expect(await certificateOf(ask, "grants.example.org")).toEqual({
      issued: false,
      record: "_x.grants.example.org CNAME _y.acm-validations.aws",
    });
    expect(asked.at(-1)).toBe("CertificateManager.DescribeCertificate as us-east-1/acm");
    expect(await certificateOf(ask, "elsewhere.example.org")).toBeUndefined();
  });
});

describe("what preflight asks", () => {
  it("is the account's quota, and how e-mail stands", async () => {
    expect(await runsAtOnce(ask, "eu-west-2")).toBe(10);
    expect(await mailStanding(ask, CONFIG)).toEqual({ inSandbox: true, isPaused: false, isProven: true });
    expect(asked.at(-1)).toBe("/v2/email/identities/grants.example.org as eu-west-2/ses");
  });
});

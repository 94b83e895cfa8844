// A presigned POST: the browser's form, and the policy that says which forms may be sent.
import * as z from "zod/mini";
import { type Refusal, refuse } from "./object-replies.ts";

export type Form = { fields: ReadonlyMap<string, string>; file: Buffer };

const Bytes = z.int().check(z.nonnegative());
const Condition = z.union([
  z.tuple([z.literal("content-length-range"), Bytes, Bytes]),
  z.tuple([z.literal(["eq", "starts-with"]), z.string().check(z.regex(/^\$./)), z.string()]),
  z.pipe(
    z.record(z.string(), z.string()).check(z.refine((exact) => Object.keys(exact).length === 1)),
    z.transform((exact): ["eq", string, string] => {
      const [[name, value] = ["", ""]] = Object.entries(exact);
      return ["eq", `$${name}`, value];
    }),
  ),
]);
const Policy = z.strictObject({ expiration: z.iso.datetime(), conditions: z.array(Condition) });
type Policy = z.infer<typeof Policy>;

const unconditional = /^(?:policy|x-amz-signature|x-ignore-.*)$/;
const understood =
  /^(?:key|bucket|policy|content-type|success_action_status|x-amz-(?:algorithm|credential|date|signature)|x-amz-checksum-(?:algorithm|crc32|sha256)|x-ignore-.*)$/;

/** Reads multipart/form-data: fields by lower-case name, once each, then the file. What follows the file is ignored, as on S3. */
export const readForm = async (contentType: string, body: Buffer<ArrayBuffer>): Promise<Form | Refusal> => {
  const reading = new Response(body, { headers: { "content-type": contentType } }).formData();
  const data = await reading.catch(() => undefined);
  if (data === undefined) return refuse("MalformedPOSTRequest");
  const fields = new Map<string, string>();
  for (const [written, value] of data) {
    const name = written.toLowerCase();
    if (name === "file" && typeof value !== "string") {
      return { fields, file: Buffer.from(await value.arrayBuffer()) };
    }
    if (typeof value !== "string" || fields.has(name)) return refuse("InvalidArgument", `One text field ${name} only`);
    fields.set(name, value);
  }
  return refuse("InvalidArgument", "POST requires exactly one file upload per request.");
};

const parsePolicy = (encoded: string): Policy | undefined => {
  try {
    return Policy.safeParse(JSON.parse(Buffer.from(encoded, "base64").toString("utf8"))).data;
  } catch {
    return undefined; // not JSON: the same answer as JSON that is no policy
  }
};

const failed = (detail: string): Refusal => refuse("AccessDenied", `Invalid according to Policy: ${detail}`);

/** Refuses a form its (signed) policy does not allow: expired, another bucket, key or type, a field it does not name, a file
 * outside its range of bytes. The bucket is the one addressed, whatever the form claims. `at` in milliseconds. */
export const checkPolicy = ({ fields, file }: Form, bucket: string, at: number): Refusal | undefined => {
  const policy = parsePolicy(fields.get("policy") ?? "");
  if (policy === undefined) return refuse("InvalidPolicyDocument");
  if (at >= Date.parse(policy.expiration)) return failed("Policy expired.");
  if ((fields.get("bucket") ?? bucket) !== bucket) return failed("the form names another bucket");
  const facts = new Map([...fields, ["bucket", bucket]]);
  const named = new Set<string>();
  let [leastBytes, mostBytes] = [0, Number.MAX_SAFE_INTEGER];

  for (const [operator, name, wanted] of policy.conditions) {
    if (operator === "content-length-range") {
      leastBytes = Math.max(leastBytes, name);
      mostBytes = Math.min(mostBytes, wanted);
      continue;
    }
    const field = name.slice(1).toLowerCase();
    const given = facts.get(field);
    const holds = operator === "eq" ? given === wanted : given?.startsWith(wanted) === true;
    if (!holds) return failed(`Policy Condition failed: ${JSON.stringify([operator, name, wanted])}`);
    named.add(field);
  }

  const extra = [...facts.keys()].filter((name) => !named.has(name) && !unconditional.test(name));
  if (extra.length > 0) return failed(`Extra input fields: ${extra.join(", ")}`);
  if (![...fields.keys()].every((name) => understood.test(name))) return refuse("NotImplemented");
  if (file.length > mostBytes) return refuse("EntityTooLarge");
  return file.length < leastBytes ? refuse("EntityTooSmall") : undefined;
};

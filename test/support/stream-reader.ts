import { startOutbox } from "../../infra/local/outbox.ts";
import { startStreams } from "../../infra/local/streams.ts";

// The event source with the real functions in a process of its own, so that a test can kill it at any moment.
const [folder = "", endpoint = "", tableName = ""] = process.argv.slice(2);
const outbox = await startOutbox(folder);
process.env.AWS_ENDPOINT_URL_SES = outbox.url;
await startStreams({
  endpoint,
  tableName,
  folder,
  putAside: async (name, record) => {
    process.stderr.write(`put aside: ${name} ${JSON.stringify(record)}\n`);
  },
});
process.stdout.write("reading\n");

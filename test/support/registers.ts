import { createServer } from "node:http";

/** A server that stands for a public register: what it answers by path, anything else with 404. */
export const startRegister = async (entries: Readonly<Record<string, unknown>>) => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push(path);
    const entry = entries[path];
    if (entry === undefined) response.writeHead(404).end();
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(entry));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const listening = server.address();
  if (listening === null || typeof listening === "string") throw new Error("The server listens on no port.");
  return {
    address: `http://127.0.0.1:${listening.port}`,
    asked,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

import { once } from "node:events";
import { createServer } from "node:http";
import { buildClientMetadata } from "../../../lib/identity/client-metadata";
import { signingKeys } from "../../../lib/identity/configuration";

/**
 * Serves this client's documents from this machine, as the app would, for a sandbox beside it.
 * @returns the origin.
 */
export async function serveDocument(): Promise<string> {
  const server = createServer((request, response) => {
    const keys = signingKeys().map(({ publicJwk }) => publicJwk);
    const documents: Readonly<Record<string, unknown>> = {
      "/.well-known/posthog-client.json": buildClientMetadata(origin, { confidential: keys.length > 0 }),
      "/.well-known/jwks.json": { keys },
    };
    const document = documents[request.url ?? ""];
    response.writeHead(document ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(document ?? {}));
  });
  // Nothing waits for it: the command ends when the probe does.
  server.unref();
  await once(server.listen(0, "localhost"), "listening");
  const address = server.address();
  const origin = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
  return origin;
}

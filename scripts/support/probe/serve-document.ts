import { once } from "node:events";
import { createServer } from "node:http";
import { buildClientMetadata } from "../../../lib/identity/client-metadata";
import { signingKeys } from "../../../lib/identity/configuration";

/**
 * Serves this client's documents on loopback, as the app would, for a local sandbox.
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
  // The server does not keep the process alive: the command ends with the probe.
  server.unref();
  await once(server.listen(0, "localhost"), "listening");
  const address = server.address();
  const origin = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
  return origin;
}

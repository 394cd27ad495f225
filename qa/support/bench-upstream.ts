import { randomBytes } from "node:crypto";
import { createServer } from "node:http";

// PostHog reduced to what a click needs, answering at once or after a delay. `PUT /delay` sets the delay to the
// milliseconds in its body, and `GET /refreshes` returns the number of token refreshes.
const secret = () => randomBytes(24).toString("base64url");
let delay = 0;
let refreshes = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    if (request.url === "/delay") delay = Number(Buffer.concat(chunks).toString());
    const answer = answerTo(request.url ?? "", request.headers.host ?? "");
    const send = () => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(answer));
    };
    const isPostHog = request.url?.startsWith("/api/");
    if (isPostHog && delay > 0) setTimeout(send, delay);
    else send();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(Number(process.env.PORT), "127.0.0.1");

function answerTo(path: string, host: string): unknown {
  if (path === "/api/agentic/oauth/token") {
    refreshes += 1;
    const [access_token, refresh_token] = [`pha_${secret()}`, `phr_${secret()}`];
    return { token_type: "bearer", access_token, refresh_token, expires_in: 3600 };
  }
  if (path === "/api/agentic/provisioning/deep_links") {
    const expires_at = new Date(Date.now() + 600_000).toISOString();
    return { purpose: "dashboard", url: `http://${host}/agentic/login?token=${secret()}`, expires_at };
  }
  return { refreshes };
}

import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { env } from "@/lib/platform/env";
import { type Finding, failed, passed, unproved } from "@/lib/platform/finding";
import { isLoopback } from "@/lib/platform/origins";
import { fetchPlainly } from "./fetching";

/** A route of this app without a POST handler: it refuses every POST, but only after the origin check. */
const TARGET = "/api/health";
const FILTER = "Let POST requests through to the app, with their Origin header as browsers send it.";

/** Whether a browser's anonymous POST reaches the app, and a POST from another site does not. */
export async function checkPosts(): Promise<Finding> {
  const subject = "Requests";
  const { appUrl } = env();
  const [own, foreign] = [await post(appUrl), await post("https://elsewhere.example")];
  if (!own || !foreign) return unproved(subject, "The app does not answer.");
  if (own.status === 403 && isOurs(own)) {
    return failed(
      subject,
      "The app treats a POST from its own pages as one from another site.",
      "Set the same APP_URL for the app at that address, and make every proxy in front of it pass the Origin header on unchanged.",
    );
  }
  if (own.status !== 405 || !isOurs(own)) {
    return failed(subject, `Something in front of the app answers a POST with HTTP ${own.status}.`, FILTER);
  }
  if (foreign.status === 403) return passed(subject, "A POST reaches the app, and only from its own pages.");
  return failed(
    subject,
    "A POST from another site is not refused: its Origin was changed on the way.",
    FILTER,
  );
}

const post = (origin: string) => fetchPlainly(env().appUrl + TARGET, { method: "POST", headers: { origin } });

/** Whether the app itself answered, not something in front of it: its refusals and its headers are recognizable. */
const isOurs = ({ status, headers, text }: { status: number; headers: Headers; text: string }): boolean =>
  status === 403 ? text.startsWith("This request came from another site") : headers.has("referrer-policy");

/** Whether the address that PostHog sends people back to leads to the app. */
export async function checkCallback(callback: string): Promise<Finding> {
  const subject = "Callback";
  const answer = await fetchPlainly(callback);
  const location = answer?.headers.get("location") ?? "";
  if (!answer) return failed(subject, `Nothing answers at ${callback}.`, "Route it to the app.");
  const { status } = answer;
  if (
    status >= 300 &&
    status < 400 &&
    new URL(location, callback).pathname.startsWith("/callbacks/posthog/problem/")
  ) {
    return passed(subject, `${callback} leads to the app.`);
  }
  return failed(
    subject,
    `${callback} answers HTTP ${status}, not as the app does for a visit without a code.`,
    "Route it to the app, without a log-in page or a redirect in front.",
  );
}

/** Whether the logo for PostHog's consent page can be loaded. */
export async function checkLogo(logo: string | undefined): Promise<Finding> {
  const subject = "Logo";
  if (!logo) return unproved(subject, "The document names none.");
  const answer = await fetchPlainly(logo);
  const type = answer?.headers.get("content-type") ?? "nothing";
  if (answer?.status === 200 && type.startsWith("image/")) return passed(subject, `${logo} is a picture.`);
  const what = answer ? `HTTP ${answer.status} and ${type}` : "nothing";
  return failed(subject, `${logo} answers ${what}.`, "Correct logo_uri, and let everyone see it.");
}

/** Whether the app's host name resolves to an address that others can reach. */
export async function checkAddress(
  resolve: (host: string) => Promise<readonly string[]> = resolveHost,
  appUrl = env().appUrl,
): Promise<Finding> {
  const subject = "Address";
  const { hostname } = new URL(appUrl);
  if (isLoopback(appUrl)) return passed(subject, `${hostname}: on this machine alone.`);
  const addresses = await resolve(hostname).catch(() => []);
  if (addresses.length === 0) {
    return failed(
      subject,
      `The name ${hostname} does not resolve to an address.`,
      "Make a DNS record for it, or correct APP_URL.",
    );
  }
  const inner = addresses.filter((address) => isInner(address));
  return inner.length === 0
    ? passed(subject, `${hostname} leads to ${addresses.join(", ")}.`)
    : failed(
        subject,
        `${hostname} leads to ${inner.join(", ")}, which PostHog cannot reach.`,
        "Point the name to a public address; this machine must resolve it to that address, too.",
      );
}

async function resolveHost(host: string): Promise<readonly string[]> {
  return (await lookup(host.replace(/^\[|\]$/g, ""), { all: true })).map(({ address }) => address);
}

/** Loopback, private and link-local addresses. */
function isInner(address: string): boolean {
  return isIP(address) === 4
    ? /^(127|10|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|0)\./.test(address)
    : /^(::1?$|f[cd]|fe[89ab])/i.test(address);
}

import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type LookupFunction, setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import { type Address, BlockedAddress, screenHost } from "./addresses";

const IDLE_TIMEOUT_MS = 5000;
const TOTAL_TIMEOUT_MS = 10_000;

// Of several addresses each gets this long: Node's own quarter of a second is too short for a busy machine.
setDefaultAutoSelectFamilyAttemptTimeout(2000);

export interface FetchRules {
  /** What the texts call the thing: `Metadata document`, `JWKS`. */
  subject: string;
  userAgent: string;
  maxBytes: number;
  strict: boolean;
}

export interface Fetched {
  body: Buffer;
  cacheControl: string;
}

/** A sentence for the owner of the document. */
export class FetchError extends Error {}

/** Fetches what a stranger points at: no redirects, no private addresses, few bytes, little time. */
export async function fetchForeign(address: string, rules: FetchRules): Promise<Fetched> {
  const { subject } = rules;
  if (!URL.canParse(address)) throw new FetchError("URL blocked: Invalid URL");
  // The URL parser turns a backslash into a slash, so the ambiguity is looked for before it is parsed away.
  if (/^[^:]*:\/\/[^/?#]*(?:\\|%5c)/i.test(address)) throw new FetchError("URL blocked: Ambiguous authority");
  const url = new URL(address);
  const pinned = await screen(url, rules.strict);
  return new Promise((resolve, reject) => {
    const fail = (message: string) => {
      clearTimeout(deadline);
      outgoing.destroy();
      reject(new FetchError(message));
    };
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    const outgoing = request(url, {
      agent: false,
      headers: { accept: "application/json", "user-agent": rules.userAgent, "accept-encoding": "identity" },
      lookup: answerWith(pinned),
      timeout: IDLE_TIMEOUT_MS,
    });
    const deadline = setTimeout(() => fail(`${subject} fetch exceeded total time limit`), TOTAL_TIMEOUT_MS);
    const tooLarge = `${subject} exceeds ${rules.maxBytes} byte limit`;
    outgoing.on("timeout", () => fail(`Failed to fetch ${subject}: timed out`));
    outgoing.on("error", (error) => fail(`Failed to fetch ${subject}: ${reasonOf(error)}`));
    outgoing.on("response", (incoming) => {
      const status = incoming.statusCode ?? 0;
      if (status >= 300 && status < 400) {
        return fail(`${subject} endpoint returned redirect (HTTP ${status}), redirects are not allowed`);
      }
      if (status !== 200) return fail(`${subject} endpoint returned HTTP ${status}`);
      if (Number(incoming.headers["content-length"] ?? 0) > rules.maxBytes) return fail(tooLarge);
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > rules.maxBytes) return fail(tooLarge);
        chunks.push(chunk);
      });
      incoming.on("error", (error) => fail(`Failed to fetch ${subject}: ${reasonOf(error)}`));
      incoming.on("end", () => {
        clearTimeout(deadline);
        resolve({ body: Buffer.concat(chunks), cacheControl: incoming.headers["cache-control"] ?? "" });
      });
    });
    outgoing.end();
  });
}

/** When every address failed, the error that says so has no words of its own. */
const reasonOf = (error: Error) =>
  error.message || ("code" in error ? String(error.code) : "connection failed");

async function screen(url: URL, strict: boolean): Promise<Address[]> {
  try {
    return await screenHost(url, strict);
  } catch (error) {
    if (error instanceof BlockedAddress) throw new FetchError(`URL blocked: ${error.message}`);
    throw error;
  }
}

/** Answers every look-up of this request with the addresses that were checked. */
function answerWith(addresses: Address[]): LookupFunction {
  return (hostname, options, callback) => {
    const [first] = addresses;
    if (!first) return callback(new Error(`No address for ${hostname}`), "", 4);
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  };
}

import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { type LookupFunction, setDefaultAutoSelectFamilyAttemptTimeout } from "node:net";
import { type Address, BlockedAddress, screenHost } from "./addresses";

const IDLE_TIMEOUT_MS = 5000;
const TOTAL_TIMEOUT_MS = 10_000;

// The connection timeout per address of a host. Node's default of 250 ms is too short on a busy machine.
setDefaultAutoSelectFamilyAttemptTimeout(2000);

export interface FetchRules {
  /** The name of the document in error messages: `Metadata document`, `JWKS`. */
  subject: string;
  userAgent: string;
  /** The media type to request; JSON if absent. */
  accept?: string;
  maxBytes: number;
  strict: boolean;
}

export interface Fetched {
  body: Buffer;
  cacheControl: string;
  contentType: string;
}

/** A failed fetch. The message is shown to the client's developer. */
export class FetchError extends Error {}

/** Fetches a URL that a client supplied: no redirects, no private addresses, limited size and time. */
export async function fetchForeign(address: string, rules: FetchRules): Promise<Fetched> {
  const { subject } = rules;
  if (!URL.canParse(address)) throw new FetchError("URL blocked: Invalid URL");
  // Checked before parsing, because the URL parser replaces a backslash with a slash.
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
      headers: {
        accept: rules.accept ?? "application/json",
        "user-agent": rules.userAgent,
        "accept-encoding": "identity",
      },
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
        const { "cache-control": cacheControl = "", "content-type": contentType = "" } = incoming.headers;
        resolve({ body: Buffer.concat(chunks), cacheControl, contentType });
      });
    });
    outgoing.end();
  });
}

/** When every address fails, Node's error has a code but an empty message. */
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

/** A DNS lookup function that always returns the checked addresses. */
function answerWith(addresses: Address[]): LookupFunction {
  return (hostname, options, callback) => {
    const [first] = addresses;
    if (!first) return callback(new Error(`No address for ${hostname}`), "", 4);
    if (options.all) return callback(null, addresses);
    return callback(null, first.address, first.family);
  };
}

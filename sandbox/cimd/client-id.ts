/** What makes a client id a metadata URL: a test of the string alone, before anything touches the network. */

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

export const isLoopbackHost = (host: string) => LOOPBACK.has(host.toLowerCase());

/** The one relaxation of a local sandbox: plain http, when the host is this very machine. */
export function isPlainLoopback(url: string): boolean {
  return url.startsWith("http://") && isLoopbackHost(splitUrl(url).host);
}

/** Why a client id cannot be a metadata URL, or `null` when it can. */
export function explainClientId(clientId: string, strict: boolean): string | null {
  const isSchemeFine = clientId.startsWith("https://") || (!strict && isPlainLoopback(clientId));
  if (!isSchemeFine) return "CIMD client_id must use HTTPS";
  const { authority, host, path } = splitUrl(clientId);
  if (host === "" || path === "" || path === "/") return "CIMD client_id must include a path component";
  if (clientId.includes("?")) return "CIMD client_id must not contain query parameters";
  if (clientId.includes("#")) return "CIMD client_id must not contain a fragment";
  if (authority.includes("@")) return "CIMD client_id must not contain userinfo";
  return null;
}

/** Anything else is the opaque id of a client that an operator set up by hand. */
export function isMetadataUrl(clientId: string, strict: boolean): boolean {
  return explainClientId(clientId, strict) === null;
}

/** Throttles count per domain; loopback names are domains of their own. */
export function domainOf(clientId: string): string {
  return splitUrl(clientId).host.toLowerCase();
}

/**
 * Two spellings of one address: scheme and host in lower case, no default port, no `;parameters` of the last
 * segment, no trailing slash.
 */
export function normalizeMetadataUrl(url: string): string {
  const trimmed = url.trim();
  const scheme = trimmed.slice(0, trimmed.indexOf("://")).toLowerCase();
  const { authority } = splitUrl(trimmed);
  const rest = trimmed.slice(trimmed.indexOf("://") + 3 + authority.length);
  const path = rest.replace(/;[^/]*$/, "").replace(/\/+$/, "");
  return `${scheme}://${authority.toLowerCase().replace(/:(?:443|0)?$/, "")}${path}`;
}

/** The parts of an address as they are written, not as a parser would mend them. */
export function splitUrl(url: string): { authority: string; host: string; path: string } {
  const afterScheme = url.slice(url.indexOf("://") + 3);
  const authority = afterScheme.match(/^[^/?#\\]*/)?.[0] ?? "";
  const path = afterScheme.slice(authority.length).match(/^[^?#]*/)?.[0] ?? "";
  const hostAndPort = authority.slice(authority.lastIndexOf("@") + 1);
  return { authority, path, host: hostAndPort.replace(/:\d*$/, "") };
}

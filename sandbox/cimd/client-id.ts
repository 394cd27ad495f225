/** Checks from the string alone, without network access, whether a client id is a metadata document URL. */

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

export const isLoopbackHost = (host: string) => LOOPBACK.has(host.toLowerCase());

/** Plain http on loopback. The sandbox accepts it unless it is strict; PostHog never does. */
export function isPlainLoopback(url: string): boolean {
  return url.startsWith("http://") && isLoopbackHost(splitUrl(url).host);
}

/** Why a client id is not a metadata document URL; `null` when it is one. */
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

/** `false` for opaque client ids, which belong to clients that a PostHog operator created. */
export function isMetadataUrl(clientId: string, strict: boolean): boolean {
  return explainClientId(clientId, strict) === null;
}

/** The domain for the rate limit on registrations. */
export function domainOf(clientId: string): string {
  return splitUrl(clientId).host.toLowerCase();
}

/**
 * Normalizes a URL for comparison: scheme and host in lower case, no default port, no `;parameters` in the last
 * segment, no trailing slashes.
 */
export function normalizeMetadataUrl(url: string): string {
  const trimmed = url.trim();
  const scheme = trimmed.slice(0, trimmed.indexOf("://")).toLowerCase();
  const { authority } = splitUrl(trimmed);
  const rest = trimmed.slice(trimmed.indexOf("://") + 3 + authority.length);
  const path = rest.replace(/;[^/]*$/, "").replace(/\/+$/, "");
  return `${scheme}://${authority.toLowerCase().replace(/:(?:443|0)?$/, "")}${path}`;
}

/** The parts of a URL exactly as written. `new URL()` would normalize them. */
export function splitUrl(url: string): { authority: string; host: string; path: string } {
  const afterScheme = url.slice(url.indexOf("://") + 3);
  const authority = afterScheme.match(/^[^/?#\\]*/)?.[0] ?? "";
  const path = afterScheme.slice(authority.length).match(/^[^?#]*/)?.[0] ?? "";
  const hostAndPort = authority.slice(authority.lastIndexOf("@") + 1);
  return { authority, path, host: hostAndPort.replace(/:\d*$/, "") };
}

import { isPlainLoopback, normalizeMetadataUrl, splitUrl } from "../cimd/client-id";

/**
 * Why a verification token cannot be issued for a URL; `null` when it can. Only the string is checked. The document
 * itself is fetched when the client registers.
 */
export function explainMetadataUrl(url: string, strict: boolean): string | null {
  const isSchemeFine = url.startsWith("https://") || (!strict && isPlainLoopback(url));
  if (!isSchemeFine) return "CIMD metadata URL must use HTTPS";
  const { authority, host, path } = splitUrl(url);
  if (!hasMatchingBrackets(authority)) return "Invalid URL";
  if (url.includes("#")) return "CIMD metadata URL must not contain a fragment";
  if (authority.includes("@")) return "CIMD metadata URL must not contain userinfo";
  const bare = path.replace(/;[^/]*$/, "");
  if (host === "" || bare === "" || bare === "/") return "CIMD metadata URL must include a path component";
  if (url.includes("?")) return "CIMD metadata URL must not contain query parameters";
  if (!hasValidPort(authority)) return "CIMD metadata URL has an invalid port.";
  if (splitUrl(normalizeMetadataUrl(url)).path === "") {
    return "CIMD metadata URL must include a path component. A URL ending only in slashes normalizes to no path and could never verify.";
  }
  return null;
}

const hasMatchingBrackets = (authority: string) =>
  !/[[\]]/.test(authority) || /^(?:[^@]*@)?\[[0-9a-f:.]+\](?::.*)?$/i.test(authority);

function hasValidPort(authority: string): boolean {
  const port = /:([^:\]]*)$/.exec(authority)?.[1];
  return port === undefined || port === "" || (/^\d+$/.test(port) && Number(port) <= 65535);
}

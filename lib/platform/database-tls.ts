import { parseDatabaseAddress } from "./database-address";
import { LOOPBACK_HOSTS } from "./origins";

/** Values of `sslmode` that demand encryption. By PostgreSQL's definition, `prefer` and `allow` go on without it. */
const ENCRYPTED = ["verify-full", "verify-ca", "require", "no-verify"];

/**
 * Finds an address that names another machine without TLS. The app encrypts the tokens that it stores, but not sessions
 * and e-mail addresses. An operator who trusts the network says so in the address.
 */
export function findDatabaseTlsProblem(databaseUrl: string): string | undefined {
  const { hostname = "", searchParams = new URLSearchParams() } = parseDatabaseAddress(databaseUrl) ?? {};
  const host = searchParams.get("host") ?? hostname;
  const isHere = host === "" || host.startsWith("/") || [...LOOPBACK_HOSTS, "::1"].includes(host);
  const isEncrypted = ["true", "1"].includes(searchParams.get("ssl") ?? "");
  const mode = searchParams.get("sslmode") ?? (isEncrypted ? "require" : "");
  if (isHere || ENCRYPTED.includes(mode) || mode === "disable") return undefined;
  return "DATABASE_URL: names another machine without TLS. End it with ?sslmode=verify-full or, on a network that you trust, with ?sslmode=disable.";
}

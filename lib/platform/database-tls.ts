import { parseDatabaseAddress } from "./database-address";
import { isLoopback } from "./origins";

/** What the driver takes as an order to encrypt. `prefer` and `allow` would go on without. */
const ENCRYPTED = ["verify-full", "verify-ca", "require", "no-verify"];

/**
 * What is wrong with an address of PostgreSQL on another machine: tokens are encrypted in the database, sessions and
 * addresses are not. Someone who trusts the network in between says so in the address.
 */
export function findDatabaseTlsProblem(databaseUrl: string): string | undefined {
  const { hostname = "", searchParams = new URLSearchParams() } = parseDatabaseAddress(databaseUrl) ?? {};
  const host = searchParams.get("host") ?? hostname;
  const isHere = host === "" || host.startsWith("/") || isLoopback(`http://${host}`);
  const mode = searchParams.get("sslmode") ?? (searchParams.get("ssl") === "true" ? "require" : "");
  if (isHere || ENCRYPTED.includes(mode) || mode === "disable") return undefined;
  return "DATABASE_URL: names another machine without TLS. End it with ?sslmode=verify-full or, on a network that you trust, with ?sslmode=disable.";
}

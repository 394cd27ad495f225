import { existsSync } from "node:fs";
import { z } from "zod";

/** Options that the driver reads from an address. It silently ignores all others. */
const OPTIONS = [
  "host",
  "port",
  "user",
  "password",
  "application_name",
  "client_encoding",
  "fallback_application_name",
  "idle_in_transaction_session_timeout",
  "lock_timeout",
  "options",
  "query_timeout",
  "ssl",
  "sslcert",
  "sslkey",
  "sslmode",
  "sslnegotiation",
  "sslrootcert",
  "statement_timeout",
  "uselibpqcompat",
];

const SSL_MODES = ["disable", "prefer", "require", "verify-ca", "verify-full", "no-verify"];
const ENCODE =
  "percent-encode them: %40 for @, %3A for :, %2F for /, %3F for ?, %23 for #, %25 for %, %24 for $";

/** Address of a PostgreSQL server, as the driver understands it. */
export const databaseAddressSchema = z.string().superRefine((value, context) => {
  const fault = findFault(value);
  if (fault) context.addIssue(fault);
});

function findFault(value: string): string | undefined {
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(value)?.[1];
  if (value.startsWith("socket:") || value.startsWith("/")) {
    return "is the address of a socket; give its folder as the host option: postgresql://user:password@/database?host=/var/run/postgresql";
  }
  if (scheme === undefined) return "has no scheme: it must begin with postgresql://";
  if (!/^postgres(ql)?$/i.test(scheme)) return `must begin with postgresql://, not ${scheme}://`;
  const url = parseDatabaseAddress(value);
  const [userInfo] = value.slice(scheme.length + 3).split(/@(?=[^@]*$)/);
  const hasUserInfo = value.includes("@");
  if (hasUserInfo && /[/?#\s]/.test(userInfo ?? ""))
    return `its user name or password has special characters; ${ENCODE}`;
  if (!url) return "is not a valid address: check its host name and its port";
  if (!canDecode(url.username + url.password)) return `its user name or password has a bare %; ${ENCODE}`;
  if (url.hash) return `has a # in it; ${ENCODE}`;
  return findOptionFault(url.searchParams);
}

function findOptionFault(options: URLSearchParams): string | undefined {
  const ignored = [...options.keys()].filter((name) => !OPTIONS.includes(name));
  if (ignored.length > 0) return `the driver ignores ${ignored.join(", ")}: take it out of the address`;
  const mode = options.get("sslmode");
  if (mode !== null && !SSL_MODES.includes(mode)) return `its sslmode must be one of ${SSL_MODES.join(", ")}`;
  const missing = ["sslrootcert", "sslcert", "sslkey"].find((name) => {
    const path = options.get(name);
    return path !== null && !existsSync(path);
  });
  return missing && `the file that ${missing} names is not there`;
}

/** Parses an address as the driver does, for which no host means a socket or this machine. */
export function parseDatabaseAddress(value: string): URL | null {
  const url = value.replace("@/", "@localhost/");
  return URL.canParse(url) ? new URL(url) : null;
}

/** Names a server in messages, without its user or password. */
export function describeServer(value: string): string {
  const url = parseDatabaseAddress(value);
  return url?.searchParams.get("host") ?? (decodeURIComponent(url?.host ?? "") || "localhost");
}

function canDecode(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

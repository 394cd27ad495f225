import { headers } from "next/headers";

/**
 * The address a request came from, for rate limits only: the last entry of `X-Forwarded-For`, which the proxy
 * nearest to us added. Earlier entries are whatever the caller claims.
 */
export async function callerAddress(): Promise<string> {
  const forwarded = (await headers()).get("x-forwarded-for");
  return forwarded?.split(",").at(-1)?.trim() || "unknown";
}

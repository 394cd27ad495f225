import NextAuth from "next-auth";
import { env } from "../../platform/env";
import { countUse, type Limit } from "../../platform/limits";
import { currentAddress } from "../../platform/request";
import { logSecurityEvent } from "../../platform/security-log";
import { authOptions } from "./options";

const signInLimit: Limit = { name: "sign-in", address: { points: 300, duration: 600 } };

/** next-auth's own routes. */
export function GET(request: Request, context: unknown): Promise<Response> {
  // next-auth reads its origin from here and would otherwise believe request headers.
  process.env.NEXTAUTH_URL = env().appUrl;
  return NextAuth(authOptions())(request, context);
}

export async function POST(request: Request, context: unknown): Promise<Response> {
  const wait = await countUse(signInLimit, { address: currentAddress() ?? "unknown" });
  if (wait === null) return GET(request, context);
  logSecurityEvent("limit_hit", null, { limit: signInLimit.name });
  return new Response("Too many attempts from your address. Please wait a little.\n", {
    status: 429,
    headers: { "retry-after": String(wait) },
  });
}

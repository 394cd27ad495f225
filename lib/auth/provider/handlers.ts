import NextAuth from "next-auth";
import { env } from "../../platform/env";
import { countUse, type Limit } from "../../platform/limits";
import { callerAddress } from "../address";
import { authOptions } from "./options";

const signInLimit: Limit = { name: "sign-in", address: { points: 300, duration: 600 } };

/** next-auth's own routes. */
export function GET(request: Request, context: unknown): Promise<Response> {
  // next-auth reads its origin from here and would otherwise believe request headers.
  process.env.NEXTAUTH_URL = env().appUrl;
  return NextAuth(authOptions())(request, context);
}

export async function POST(request: Request, context: unknown): Promise<Response> {
  const wait = await countUse(signInLimit, { address: await callerAddress() });
  if (wait === null) return GET(request, context);
  return new Response("Too many attempts from your address. Please wait a little.\n", {
    status: 429,
    headers: { "retry-after": String(wait) },
  });
}

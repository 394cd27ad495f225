import NextAuth from "next-auth";
import { callerAddress } from "@/lib/auth/address";
import { authOptions } from "@/lib/auth/options";
import { countUse } from "@/lib/limits";

const handler = (request: Request, context: unknown): Promise<Response> =>
  NextAuth(authOptions())(request, context);

async function limitedHandler(request: Request, context: unknown): Promise<Response> {
  const wait = await countUse("sign-in", { address: await callerAddress() });
  if (wait === null) return handler(request, context);
  const headers = { "retry-after": String(wait) };
  return new Response("Too many attempts from your address. Please wait a little.\n", {
    status: 429,
    headers,
  });
}

export { handler as GET, limitedHandler as POST };

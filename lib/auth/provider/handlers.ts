import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { expireCookies } from "../../platform/cookies";
import { env } from "../../platform/env";
import { isRefusal } from "../../platform/failure";
import { countUse, type Limit } from "../../platform/limits";
import { log } from "../../platform/log";
import { logSecurityEvent } from "../../platform/security-log";
import { COOKIES, readCookie } from "./cookies";
import { beginFlow } from "./linking";
import { authOptions, isOwnUrl } from "./options";
import { endSession, findSignedInUser } from "./session";

interface Context {
  readonly params: Promise<{ readonly nextauth: readonly string[] }>;
}

const signInLimit: Limit = { name: "sign-in", address: { burst: 300, perHour: 1_800 } };

/** next-auth's own routes, except `session`: next-auth would drop the cookie while our database is away. */
export const GET = (request: NextRequest, context: Context): Promise<Response> =>
  orSignInPage(async () => {
    const [route] = (await context.params).nextauth;
    if (route !== "session") return serve(request, context);
    const user = await findSignedInUser();
    return Response.json(user ? { user: { id: user.id } } : {});
  });

export async function POST(request: NextRequest, context: Context): Promise<Response> {
  const wait = await countUse(signInLimit);
  if (wait !== null) {
    logSecurityEvent("limit_hit", null, { limit: signInLimit.name });
    return new Response("Too many attempts from your address. Please wait a little.\n", {
      status: 429,
      headers: { "retry-after": String(wait) },
    });
  }
  return orSignInPage(async () => {
    const [route] = (await context.params).nextauth;
    if (route === "signout") {
      await endSession();
      return redirectTo("/");
    }
    if (route === "signin") await beginFlow({ links: request.nextUrl.searchParams.has("link") });
    else if (route !== "callback") return new Response(null, { status: 404 });
    return serve(request, context);
  });
}

async function serve(request: NextRequest, context: Context): Promise<Response> {
  // next-auth reads its origin from here and would otherwise trust request headers.
  process.env.NEXTAUTH_URL = env().appUrl;
  // next-auth fails on a callback URL that it cannot parse, for as long as this cookie holds it.
  if (!isOwnUrl((await readCookie("callback-url")) ?? "")) await expireCookies(`${COOKIES}callback-url`);
  return NextAuth(authOptions())(withOwnQuery(request), context);
}

/** Drops a callback URL of another site. Drops a form's whole query, which would reach the provider. */
function withOwnQuery(request: NextRequest): NextRequest {
  const url = new URL(request.url);
  if (request.method === "POST") url.search = "";
  if (!url.searchParams.getAll("callbackUrl").every(isOwnUrl)) url.searchParams.delete("callbackUrl");
  return new NextRequest(url, request);
}

/** Redirects to the sign-in page with a message instead of showing an error of next-auth or the database. */
async function orSignInPage(answer: () => Promise<Response>): Promise<Response> {
  const response = await answer().catch((error: unknown) => {
    if (isRefusal(error, "database_away")) return redirectTo("/sign-in?error=database_away");
    log().error({ reason: error instanceof Error ? error.name : "unknown" }, "sign-in failed");
    return null;
  });
  return response && response.status < 500 ? response : redirectTo("/sign-in?error=Unavailable");
}

/** Relative, so that it depends on no request header. */
const redirectTo = (path: string): Response =>
  new Response(null, { status: 303, headers: { location: path } });

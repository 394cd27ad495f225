import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { decode } from "next-auth/jwt";
import { cache } from "react";
import { z } from "zod";
import { query } from "../db";
import { env } from "../env";

const userSchema = z.object({ id: z.string(), email: z.string(), name: z.string().nullable() }).readonly();

export type User = z.infer<typeof userSchema>;

/** Who is asking; null when nobody is signed in or the account is gone. Read once per request. */
export const currentUser = cache(async (): Promise<User | null> => {
  const id = await sessionUserId();
  if (!id) return null;
  const [user] = await query(userSchema, `SELECT "id", "email", "name" FROM "User" WHERE "id" = $1`, [id]);
  return user ?? null;
});

// Opens next-auth's cookie alone. Its `getServerSession` would also seal a new one on every click, for nothing:
// neither a page nor a redirecting action could send it. With an id in it, the cookie is never long enough to split.
async function sessionUserId(): Promise<string | undefined> {
  const { appUrl, authSecret } = env();
  const name = `${appUrl.startsWith("https:") ? "__Secure-" : ""}next-auth.session-token`;
  const token = (await cookies()).get(name)?.value;
  // A cookie that does not open, or is too old, is no session.
  const session = await decode({ token, secret: authSecret }).catch(() => null);
  return session?.sub;
}

/** For pages: the signed-in user, or off to the sign-in page. */
export async function requireUser(): Promise<User> {
  return (await currentUser()) ?? redirect("/sign-in");
}

/** Signs the browser out by expiring next-auth's cookie, which it splits when it is long. */
export async function endSession(): Promise<void> {
  const jar = await cookies();
  for (const { name } of jar.getAll()) {
    if (!/^(__Secure-)?next-auth\.session-token(\.\d+)?$/.test(name)) continue;
    // Browsers ignore what is said about a `__Secure-` cookie without `secure`.
    jar.set(name, "", { path: "/", maxAge: 0, httpOnly: true, secure: name.startsWith("__Secure-") });
  }
}

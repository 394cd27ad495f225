import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { z } from "zod";
import { db } from "../db";
import { authOptions } from "./options";

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string | null;
}

const sessionSchema = z.object({ user: z.object({ id: z.string() }) });

/** Who is asking; null when nobody is signed in or the account is gone. Read once per request. */
export const currentUser = cache(async (): Promise<User | null> => {
  const session = sessionSchema.safeParse(await getServerSession(authOptions()));
  if (!session.success) return null;
  return db().user.findUnique({
    where: { id: session.data.user.id },
    select: { id: true, email: true, name: true },
  });
});

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

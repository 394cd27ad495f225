import { cookies } from "next/headers";
import { env } from "../env";

/** next-auth's CSRF token, which its own forms must carry; null before its cookie is set. */
export async function csrfToken(): Promise<string | null> {
  const name = env().appUrl.startsWith("https:") ? "__Host-next-auth.csrf-token" : "next-auth.csrf-token";
  // The cookie is `token|hash`; next-auth checks the hash.
  return (await cookies()).get(name)?.value.split("|")[0] ?? null;
}

import type { Page } from "@playwright/test";
import { SignJWT } from "jose";

/** Replaces the form: every request of the browser carries the header that the authenticating proxy would add. */
export async function enter(page: Page, email: string): Promise<void> {
  const key = new TextEncoder().encode(process.env.PROXY_KEY);
  const identity = await new SignJWT({ sub: email, email }).setProtectedHeader({ alg: "HS256" }).sign(key);
  await page.context().setExtraHTTPHeaders({ "x-signed-identity": identity });
}

import type { Context } from "hono";
import type { Region } from "../core/region";
import type { CallerCaps } from "../core/settings";
import { countCall, type Window, waitFor } from "../core/window";
import type { SandboxEnv } from "../http/env";
import { Refusal } from "../http/refusal";
import type { Client } from "../store/clients";
import { addressOf } from "./caller";
import { isPublicTier, tierOf } from "./tiers";

/** Daily limits on account requests per caller, across all partners, in profiles that have them. */

const FREE_MAIL = new Set(
  "gmail.com googlemail.com yahoo.com outlook.com hotmail.com live.com icloud.com me.com aol.com proton.me protonmail.com fastmail.com".split(
    " ",
  ),
);

/** Applies only to public clients. */
export function capAddress(c: Context<SandboxEnv>, region: Region, client: Client): void {
  if (isPublicTier(tierOf(client))) take(region, [daily(region, "address", addressOf(c))]);
}

/** Applies only when a user would be created. Domains of public mail providers have no limit of their own. */
export function capEmail(region: Region, email: string): void {
  const [local = "", domain = ""] = email.toLowerCase().split("@", 2);
  const windows = [daily(region, "emailRoot", rootOf(local, domain))];
  if (!FREE_MAIL.has(domain)) windows.push(daily(region, "emailDomain", domain));
  take(region, windows);
}

/** The mailbox behind an address: `jane.doe+tag@gmail.com` and `janedoe@gmail.com` are the same. */
function rootOf(local: string, domain: string): string {
  const untagged = local.split("+", 1).join("");
  const isGmail = domain === "gmail.com" || domain === "googlemail.com";
  return `${isGmail ? untagged.replaceAll(".", "") : untagged}@${isGmail ? "gmail.com" : domain}`;
}

const daily = (region: Region, what: keyof CallerCaps, who: string): Window => ({
  key: `day ${what} ${who}`,
  limit: region.settings.callerCaps[what],
  seconds: 86_400,
  isAligned: true,
});

function take(region: Region, windows: Window[]): void {
  if (!region.settings.switches.callerCaps) return;
  const wait = Math.max(...windows.map((window) => waitFor(region, window)));
  if (wait > 0) {
    throw new Refusal(429, "rate_limited", "Too many account requests from this caller. Try again later.", {
      headers: { "Retry-After": String(wait) },
    });
  }
  for (const window of windows) countCall(region, window);
}

import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import type { Region } from "../core/region";
import { Refusal } from "../http/refusal";

/** The sandbox has one signing secret for all partners. */
const SIGNING_SECRET = "sandbox-signing-secret";

const MAX_AGE_SECONDS = 300;

/**
 * Verifies `Stripe-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.body">`. A wrong signature is refused even
 * where none is required.
 */
export async function checkSignature(
  c: Context,
  region: Region,
  { isRequired }: { isRequired: boolean },
): Promise<void> {
  const header = c.req.header("stripe-signature");
  if (!header && !isRequired) return;
  if (!header) throw invalid("Missing signature");
  const parts = new Map(header.split(",").map((part) => splitOnce(part.trim())));
  const timestamp = parts.get("t") ?? "";
  const age = region.clock.now() / 1000 - Number(timestamp);
  const expected = createHmac("sha256", SIGNING_SECRET)
    .update(`${timestamp}.${await c.req.text()}`)
    .digest("hex");
  if (!isSame(parts.get("v1") ?? "", expected)) throw invalid("Invalid signature");
  if (!(Math.abs(age) <= MAX_AGE_SECONDS)) throw invalid("Signature expired");
}

const invalid = (message: string) => new Refusal(401, "invalid_signature", message, { isFlat: true });

function splitOnce(part: string): [string, string] {
  const at = part.indexOf("=");
  return [part.slice(0, at), part.slice(at + 1)];
}

const isSame = (a: string, b: string) =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

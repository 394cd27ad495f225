import { isDeepStrictEqual } from "node:util";
import { calculateJwkThumbprint } from "jose";
import { z } from "zod";
import { signingKeys } from "@/lib/identity/configuration";
import { nextKeyStep } from "@/lib/identity/signing-key-rotation";
import { env } from "@/lib/platform/env";
import { type Finding, failed, passed } from "@/lib/platform/finding";
import { parseJson } from "@/lib/platform/json";
import { fetchPlainly } from "./fetching";

const SUBJECT = "Keys";
const jwksSchema = z.object({ keys: z.array(z.looseObject({ kid: z.string(), kty: z.string() })) });

/** Whether the published keys are the public halves of the keys that sign here. */
export async function checkKeys(): Promise<Finding> {
  const { appUrl } = env();
  const keys = signingKeys();
  if (keys.length === 0) return passed(SUBJECT, "None: a public client.");
  const url = `${appUrl}/.well-known/jwks.json`;
  const answer = await fetchPlainly(url);
  const jwks = answer?.status === 200 ? jwksSchema.safeParse(parseJson(answer.text)) : undefined;
  if (!jwks?.success) {
    const detail = `${url} answers ${answer ? `HTTP ${answer.status} and no keys` : "nothing"}.`;
    return failed(
      SUBJECT,
      detail,
      "Let PostHog reach this URL, and run the app with the same SIGNING_KEYS as this command.",
    );
  }
  const served = await thumbprints(jwks.data.keys);
  const own = await thumbprints(keys.map(({ publicJwk }) => publicJwk));
  if (isDeepStrictEqual(served, own)) {
    return passed(SUBJECT, `Published: ${keys.map(({ kid }) => kid).join(", ")}.`);
  }
  const now = new Date();
  const step = nextKeyStep(keys, now);
  if (step.name === "deploy" && step.by < now) {
    return failed(
      SUBJECT,
      `The newest key is not published, but signs from ${step.signsFrom.toISOString()} on. PostHog may still have the old keys cached at that time.`,
      "Do not deploy this value. Remove the newest key from it, then make another with `npm run keys -- add --print`.",
    );
  }
  return failed(
    SUBJECT,
    "The published keys are not the public halves of SIGNING_KEYS.",
    "Give the app and this command the same SIGNING_KEYS, and empty the caches in front of the app.",
  );
}

const thumbprints = async (keys: readonly { kty?: string; kid?: string }[]) =>
  (await Promise.all(keys.map(async (key) => `${key.kid} ${await thumbprint(key)}`))).sort();

const thumbprint = (key: { kty?: string }): Promise<string> =>
  calculateJwkThumbprint(key).catch(() => "unreadable");

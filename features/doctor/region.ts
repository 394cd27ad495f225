import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { describeError } from "@/lib/connection/describe-error";
import { posthog } from "@/lib/identity/client";
import { requestRegistration } from "@/lib/identity/registration-report";
import { env } from "@/lib/platform/env";
import { type Finding, failed, passed } from "@/lib/platform/finding";
import { parseJson } from "@/lib/platform/json";
import { requestAccount } from "@/lib/posthog/account-requests";
import { PostHogError } from "@/lib/posthog/errors";
import type { Region } from "@/lib/posthog/regions";
import { createPkcePair } from "@/lib/posthog/tokens";
import { type Fetched, fetchPlainly } from "./fetching";

const LONGEST_SKEW_SECONDS = 20;
const MOST_TRIES = 4;

const serverSchema = z.object({ client_id_metadata_document_supported: z.literal(true) });

/** Whether a region answers at its address, and is PostHog. */
export async function checkReachable(region: Region): Promise<{ finding: Finding; answer: Fetched | null }> {
  const subject = `Region ${region}`;
  const base = env().posthogUrls[region];
  const answer = await fetchPlainly(`${base}/.well-known/oauth-authorization-server`);
  if (answer && serverSchema.safeParse(parseJson(answer.text)).success) {
    return { finding: passed(subject, `${base} answers.`), answer };
  }
  const finding = answer
    ? failed(subject, `What answers at ${base} is not PostHog.`, `Correct POSTHOG_${region}_URL.`)
    : failed(
        subject,
        `Nothing answers at ${base}.`,
        `Look at POSTHOG_${region}_URL, and let this machine reach it.`,
      );
  return { finding, answer: null };
}

/**
 * Whether this machine and PostHog agree on the time. Assertions are dated by PostHog's clock, but signing keys take
 * effect by this machine's.
 */
export function checkClock({ headers }: Fetched, now = Date.now()): Finding {
  const subject = "Clock";
  const theirs = Date.parse(headers.get("date") ?? "");
  const skew = Math.round((now - theirs) / 1000);
  if (Math.abs(skew) <= LONGEST_SKEW_SECONDS) return passed(subject, "Within seconds of PostHog's.");
  return Number.isNaN(skew)
    ? failed(
        subject,
        "PostHog's answer has no Date header.",
        "Check the proxies between this machine and PostHog.",
      )
    : failed(
        subject,
        `This machine is ${Math.abs(skew)} seconds ${skew > 0 ? "ahead of" : "behind"} PostHog.`,
        "Synchronize its clock with NTP: new signing keys take effect by it. Signed requests still work, because the app dates them by PostHog's clock.",
      );
}

export type ClientType = "public" | "confidential" | "unknown";

/** Whether a region knows this client, and with the right type. Registers the client as a side effect. */
export async function checkRegistration(
  region: Region,
): Promise<{ findings: Finding[]; clientType: ClientType | null }> {
  const subject = `Registration in ${region}`;
  try {
    const { status, clientType, checks } = await requestRegistration(region);
    if (status === "UNNEEDED") return { findings: [await checkKnown(region)], clientType: "unknown" };
    const problems = checks
      .filter(({ ok }) => !ok)
      .map(({ title, detail, remedy }) => failed(subject, `${title}: ${detail}.`, remedy ?? ""));
    if (status === "REFUSED" && problems.length === 0) {
      problems.push(failed(subject, "PostHog refused it and did not say why.", "Ask PostHog's support."));
    }
    if (problems.length > 0) return { findings: problems, clientType: null };
    const type = clientType === "confidential" ? "confidential" : "public";
    return { findings: [passed(subject, `Registered, as a ${type} client.`)], clientType: type };
  } catch (error) {
    return { findings: [explainError(subject, error)], clientType: null };
  }
}

/**
 * For a server that registers clients by itself. A request without an e-mail address creates no account, and its
 * refusal shows whether the client is known.
 */
async function checkKnown(region: Region): Promise<Finding> {
  const subject = `Registration in ${region}`;
  const { codeChallenge } = await createPkcePair();
  for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
    try {
      const request = { id: "doctor", email: "", region, scopes: [], codeChallenge };
      const answer = await requestAccount(posthog(), request);
      if (answer.type !== "registering") return passed(subject, "PostHog knows this client.");
      await sleep(Math.min(answer.retryAfterSeconds, 5) * 1000);
    } catch (error) {
      const isKnown = error instanceof PostHogError && error.code === "invalid_request";
      return isKnown ? passed(subject, "PostHog knows this client.") : explainError(subject, error);
    }
  }
  return failed(
    subject,
    "PostHog keeps registering and never finishes.",
    "It cannot read the metadata document. Open its address from outside your network.",
  );
}

/** What was refused or failed, in the words a person would see. */
export function explainError(subject: string, error: unknown): Finding {
  const { title, next } = describeError(error);
  return failed(subject, `${title}.`, next);
}

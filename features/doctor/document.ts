import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import {
  clientId,
  currentClientMetadata,
  documentWarnings,
  MAX_DOCUMENT_BYTES,
} from "@/lib/identity/client-metadata";
import { env } from "@/lib/platform/env";
import { type Finding, failed, passed, unproved } from "@/lib/platform/finding";
import { parseJson } from "@/lib/platform/json";
import { type Fetched, fetchPlainly } from "./fetching";

const SUBJECT = "Document";
const SHORTEST_CACHE_SECONDS = 300;
const IN_FRONT =
  "Something in front of the app answers in its place: a log-in page, a proxy, a cache. Let PostHog through to it.";
const DEPLOY = "Deploy this version with this configuration, and empty the caches in front of it.";

const documentSchema = z.looseObject({
  client_id: z.string(),
  redirect_uris: z.tuple([z.string()], z.unknown()),
  logo_uri: z.string().optional(),
  "com.posthog": z.looseObject({ verification_token: z.string().optional() }),
  posthog_verification_token: z.string().optional(),
});

type ServedDocument = z.infer<typeof documentSchema>;

interface Examined {
  readonly findings: readonly Finding[];
  /** Null when PostHog could not use it. */
  readonly document: ServedDocument | null;
}

/** Whether the document at its public address is what PostHog demands and what this version makes. */
export async function checkDocument(): Promise<Examined> {
  const url = clientId(env().appUrl);
  const answer = await fetchPlainly(url);
  if (!answer) {
    const remedy = "Start the app, and look at APP_URL, DNS and certificate.";
    return unusable(problem(`Nothing answers at ${url}.`, remedy));
  }
  const refusal = refuseAnswer(answer);
  if (refusal) return unusable(refusal);
  const document = documentSchema.safeParse(parseJson(answer.text));
  if (!document.success) {
    return unusable(problem("The address answers, but not with this app's JSON document.", IN_FRONT));
  }
  const problems = [...compare(document.data), ...refuseCaching(answer.headers)];
  if (problems.length > 0) return unusable(...problems);
  const size = Buffer.byteLength(answer.text);
  const detail = `${url}: ${size} of ${MAX_DOCUMENT_BYTES} bytes, as this version makes it.`;
  const warnings = documentWarnings(currentClientMetadata());
  return {
    findings: [passed(SUBJECT, detail), ...warnings.map((warning) => unproved(SUBJECT, `${warning}.`))],
    document: document.data,
  };
}

const problem = (detail: string, remedy: string): Finding => failed(SUBJECT, detail, remedy);

const unusable = (...findings: Finding[]): Examined => ({ findings, document: null });

function refuseAnswer({ status, headers, text }: Fetched): Finding | null {
  const location = headers.get("location");
  if (status >= 300 && status < 400) {
    const target = location ? `: ${originOf(location)}` : "";
    return problem(
      `It redirects (HTTP ${status}), and PostHog follows no redirect.`,
      `Set APP_URL to where it leads${target}.`,
    );
  }
  if (status >= 500) return problem(`The app answers with HTTP ${status}.`, "Look at the app's log.");
  if (status !== 200) return problem(`It answers HTTP ${status} instead of 200.`, IN_FRONT);
  const type = headers.get("content-type") ?? "missing";
  if (!type.startsWith("application/json")) {
    return problem(`Its content type is ${type}, not application/json.`, IN_FRONT);
  }
  const size = Buffer.byteLength(text);
  if (size <= MAX_DOCUMENT_BYTES) return null;
  return problem(
    `It has ${size} bytes; PostHog reads ${MAX_DOCUMENT_BYTES}.`,
    "Shorten .well-known/posthog-client.json, or remove what a proxy adds to it.",
  );
}

const originOf = (location: string): string => (URL.canParse(location) ? new URL(location).origin : location);

function compare(served: ServedDocument): Finding[] {
  const { appUrl } = env();
  if (served.client_id !== clientId(appUrl)) {
    const remedy = "The app at that address has a different APP_URL. Use the same value in both.";
    return [problem(`Its client_id is ${served.client_id}, not the URL that serves it.`, remedy)];
  }
  const [callback] = served.redirect_uris;
  if (!URL.canParse(callback) || new URL(callback).origin !== appUrl) {
    const detail = `PostHog would send people back to ${callback}, which is not this app.`;
    return [problem(detail, "Put a path of this app first in redirect_uris, and deploy.")];
  }
  const ours: Record<string, unknown> = currentClientMetadata();
  const theirs: Record<string, unknown> = withoutTokens(served);
  const different = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter(
    (name) => !isDeepStrictEqual(ours[name], theirs[name]),
  );
  if (different.length === 0) return [];
  return [
    problem(
      `These members differ from the document that this version generates: ${different.join(", ")}.`,
      DEPLOY,
    ),
  ];
}

/** Leaves out the tokens, which are checked separately. */
function withoutTokens({ posthog_verification_token: _legacy, ...served }: ServedDocument) {
  const { verification_token: _nested, ...posthog } = served["com.posthog"];
  return { ...served, "com.posthog": posthog };
}

function refuseCaching(headers: Headers): Finding[] {
  const control = headers.get("cache-control") ?? "";
  const seconds = Number(/(?<![\w-])max-age\s*=\s*"?(\d+)/i.exec(control)?.[1] ?? 0);
  if (seconds >= SHORTEST_CACHE_SECONDS && !/no-store|no-cache/i.test(control)) return [];
  const detail = `It may not be cached (${control || "no Cache-Control"}), so PostHog decides how long to keep it.`;
  return [problem(detail, "Let the app's own Cache-Control pass: a max-age of at least 300 seconds.")];
}

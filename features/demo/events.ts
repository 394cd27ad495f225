import { z } from "zod";
import { clientId } from "@/lib/identity/client-metadata";
import { env } from "@/lib/platform/env";
import { regionSchema } from "@/lib/posthog/regions";
import { controlSandbox } from "./sandbox-control";
import { beginSigning } from "./signing";

export const eventSchema = z.enum([
  "none",
  "refused",
  "slow",
  "limited",
  "links_off",
  "expired",
  "lost",
  "secret_key",
  "proxy",
  "signing",
]);

export type StoryEvent = z.infer<typeof eventSchema>;

/** What a button of the story triggers at PostHog. */
interface Cause {
  /** The label of the button. */
  readonly button: string;
  readonly busy: string;
  /** What has happened: shown below the button, and between the calls. */
  readonly done: string;
  /** Sent to the sandbox's control API. */
  readonly effects?: {
    readonly advance_seconds?: number;
    readonly faults?: readonly object[];
    readonly proxy_status?: "valid";
  };
  readonly endsLinks?: true;
  readonly beginsSigning?: true;
}

interface Plan {
  readonly label: string;
  readonly hint: string;
  /** Absent where the user does everything, or nothing special happens. */
  readonly cause?: Cause;
}

const API = "/api/agentic/";
const HOUR_SECONDS = 3601;

const fault = (path: string, rest: object) => ({ method: "POST", path, times: 1, ...rest });

/** The events of the demonstration. */
export const EVENTS: Readonly<Record<StoryEvent, Plan>> = {
  none: { label: "Nothing: all goes well", hint: "The shortest way into the project." },
  refused: { label: "Consent is refused", hint: "The person presses Cancel at PostHog." },
  slow: {
    label: "PostHog is slow",
    hint: "Its next answers take four seconds each.",
    cause: {
      button: "Slow the next answers",
      busy: "Slowing PostHog down…",
      done: "The next four answers take four seconds each.",
      effects: { faults: [fault(API, { kind: "delay", delay_ms: 4_000, times: 4 })] },
    },
  },
  limited: {
    label: "PostHog limits the rate",
    hint: "The next click exceeds the rate limit.",
    cause: {
      button: "Limit the next click",
      busy: "Setting the limit…",
      done: "The next click reaches PostHog's rate limit.",
      effects: {
        faults: [
          fault(`${API}provisioning/deep_links`, {
            kind: "status",
            status: 429,
            headers: { "retry-after": "20" },
            body: { error: { code: "rate_limited", message: "Rate limited" } },
          }),
        ],
      },
    },
  },
  links_off: {
    label: "One-click links are not enabled",
    hint: "PostHog refuses to create one, so the page offers the ordinary link.",
    cause: {
      button: "Turn off one-click links",
      busy: "Turning them off…",
      done: "PostHog no longer gives this app one-click links.",
      endsLinks: true,
    },
  },
  expired: {
    label: "The access token has expired",
    hint: "The app refreshes it and opens the project.",
    cause: {
      button: "Let an hour pass",
      busy: "An hour passes…",
      done: "An hour has passed.",
      effects: { advance_seconds: HOUR_SECONDS },
    },
  },
  lost: {
    label: "The answer to a refresh is lost",
    hint: "The app has to ask the person again.",
    cause: {
      button: "Let an hour pass and lose the next refresh",
      busy: "An hour passes…",
      done: "An hour has passed. The answer to the next refresh gets lost.",
      effects: {
        advance_seconds: HOUR_SECONDS,
        faults: [fault(`${API}oauth/token`, { kind: "drop_response" })],
      },
    },
  },
  secret_key: { label: "A secret API key is created", hint: "For the user's own server." },
  proxy: {
    label: "A reverse proxy goes live",
    hint: "Events then go through the person's own domain.",
    cause: {
      button: "Let PostHog find the DNS record",
      busy: "Looking for the record…",
      done: "PostHog found the DNS record, and the proxy is live.",
      effects: { proxy_status: "valid" },
    },
  },
  signing: {
    label: "The app begins to sign its requests",
    hint: "PostHog raises its limits.",
    cause: {
      button: "Make a signing key",
      busy: "Making a key…",
      done: "The app has a signing key, and publishes its public half.",
      beginsSigning: true,
    },
  },
};

/** Triggers an event. Repeating it without a call in between changes nothing. */
export async function cause({ done: text, effects, endsLinks, beginsSigning }: Cause): Promise<void> {
  if (endsLinks) await allowLinks(false);
  if (beginsSigning) beginSigning();
  await controlSandbox("POST", "story/events", { text, ...effects });
}

/** Sets whether PostHog gives this app one-click links, in both regions. */
export async function allowLinks(allowed: boolean): Promise<void> {
  const change = { client_id: clientId(env().appUrl), can_issue_deep_links: allowed };
  for (const region of regionSchema.options) await controlSandbox("PATCH", "clients", change, region);
}

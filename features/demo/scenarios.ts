import { z } from "zod";
import { clientId } from "@/lib/identity/client-metadata";
import { env } from "@/lib/platform/env";
import { controlSandbox } from "./sandbox-control";

export const scenarioSchema = z.enum(["none", "refused", "slow", "limited", "links_off", "expired", "lost"]);

export type Scenario = z.infer<typeof scenarioSchema>;

interface Story {
  readonly label: string;
  /** What the presenter does, in order. */
  readonly steps: readonly string[];
  /** Makes it happen; absent where the presenter does it by hand, or nothing goes wrong. */
  readonly happen?: () => Promise<void>;
}

const API = "/api/agentic/";
const TOKEN = `${API}oauth/token`;
const LINKS = `${API}provisioning/deep_links`;
const HOUR_SECONDS = 3601;

const plan = (path: string, fault: object) =>
  controlSandbox("POST", "faults", { method: "POST", path, times: 1, ...fault });

const allowLinks = (allowed: boolean) =>
  controlSandbox("PATCH", "clients", { client_id: clientId(env().appUrl), can_issue_deep_links: allowed });

const letAnHourPass = () => controlSandbox("POST", "clock", { advance_seconds: HOUR_SECONDS });

/** What can go wrong in the demonstration, and how it is shown. */
export const SCENARIOS: Readonly<Record<Scenario, Story>> = {
  none: {
    label: "Nothing: all goes well",
    steps: ["Connect PostHog.", "Open in PostHog: you land in the project, logged in."],
  },
  refused: {
    label: "Consent is refused",
    steps: [
      "Connect PostHog as someone who has an account.",
      "Press Cancel on PostHog's page. It sends us nothing, so come back by hand.",
      "The connection page says that you have not come back, and lets you start again.",
    ],
  },
  slow: {
    label: "PostHog is slow",
    steps: ["Let it happen.", "Connect PostHog: every answer takes four seconds, and the steps show it."],
    happen: () => plan(API, { kind: "delay", delay_ms: 4_000, times: 4 }),
  },
  limited: {
    label: "PostHog limits the rate",
    steps: ["Connect PostHog.", "Let it happen.", "Open in PostHog: the page counts down to the next try."],
    happen: () =>
      plan(LINKS, {
        kind: "status",
        status: 429,
        headers: { "retry-after": "20" },
        body: { error: { code: "rate_limited", message: "Rate limited" } },
      }),
  },
  links_off: {
    label: "One-click links are not enabled",
    steps: ["Connect PostHog.", "Let it happen.", "Open in PostHog: the plain link to the project remains."],
    happen: () => allowLinks(false),
  },
  expired: {
    label: "The access token has expired",
    steps: ["Connect PostHog.", "Let an hour pass.", "Open in PostHog: one refresh, and no one notices."],
    happen: letAnHourPass,
  },
  lost: {
    label: "The answer to a refresh is lost",
    steps: [
      "Connect PostHog.",
      "Let it happen: an hour passes, and the next refresh goes missing on its way back.",
      "Open in PostHog: our access is no longer valid. Connect again, and you are back in the same project.",
    ],
    happen: async () => {
      await letAnHourPass();
      await plan(TOKEN, { kind: "drop_response" });
    },
  },
};

/** Undoes everything that a scenario may have left behind. */
export async function clearScenarios(): Promise<void> {
  await controlSandbox("DELETE", "faults");
  await allowLinks(true);
}

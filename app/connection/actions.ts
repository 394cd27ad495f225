"use server";

import { z } from "zod";
import { withUser } from "@/lib/auth/action";
import { endSession } from "@/lib/auth/session";
import { deleteAccount } from "@/lib/connection/account";
import { rotateProjectToken } from "@/lib/connection/credentials";
import { destinationSchema } from "@/lib/connection/destinations";
import { disconnect } from "@/lib/connection/disconnect";
import { startFlow } from "@/lib/connection/flow-cookie";
import { startOnboarding } from "@/lib/connection/onboarding";
import { mintLinkForClick } from "@/lib/connection/open";
import { provision } from "@/lib/connection/provisioning";
import { setReporting } from "@/lib/connection/reporting";
import { sendTestEvent } from "@/lib/connection/test-event";
import { regionSchema } from "@/lib/posthog/regions";

const wishedName = z
  .string()
  .trim()
  .max(64)
  .transform((name) => name || undefined)
  .optional();

export const connectPostHog = withUser(
  {
    name: "connect",
    form: z.object({ region: regionSchema, organizationName: wishedName, projectName: wishedName }),
    limit: "connect",
    // Includes the minute in which PostHog may be reading our metadata document.
    deadlineMs: 90_000,
    keepsTyped: true,
  },
  async (user, wishes) => {
    const outcome = await startOnboarding(user, wishes);
    if (outcome.type === "connected") return { to: "/connection" };
    const { onboardingId, state, codeVerifier, url } = outcome;
    await startFlow({ onboardingId, userId: user.id, state, codeVerifier });
    return { to: url };
  },
);

/** Fetches the project where an onboarding stopped after its tokens had arrived. */
export const finishSetup = withUser({ name: "finish setting up", form: z.object({}) }, async (user) => {
  await provision(user.id);
  return { to: "/connection" };
});

const click = {
  name: "open in PostHog",
  form: z.object({ destination: destinationSchema }),
  limit: "open",
} as const;

/** Mints a link and sends the browser straight to it: any stop between would spend the link. */
export const openInPostHog = withUser(click, async (user, { destination }) => ({
  to: await mintLinkForClick(user.id, destination),
}));

/** Mints a link for the tab that the same click has opened. */
export const mintLink = withUser(click, async (user, { destination }) => ({
  show: await mintLinkForClick(user.id, destination),
}));

export const sendEvent = withUser(
  { name: "send a test event", form: z.object({}), limit: "event" },
  async (user) => {
    await sendTestEvent(user.id);
    return { to: "/connection?done=event-sent" };
  },
);

export const reportVisits = withUser(
  { name: "report visits", form: z.object({ report: z.enum(["yes", "no"]) }) },
  async (_user, { report }) => {
    await setReporting(report === "yes");
    return { to: `/connection?done=${report === "yes" ? "reporting" : "not-reporting"}` };
  },
);

/** Deletes the tokens here, then tells PostHog. The short deadline is all that a PostHog in trouble costs. */
export const disconnectPostHog = withUser(
  { name: "disconnect", form: z.object({}), deadlineMs: 5_000 },
  async (user) => {
    await disconnect(user.id);
    return { to: "/connection?done=disconnected" };
  },
);

export const replaceProjectToken = withUser(
  { name: "replace the project token", form: z.object({}) },
  async (user) => {
    await rotateProjectToken(user.id);
    return { to: "/connection?done=token-replaced" };
  },
);

export const deleteMyAccount = withUser(
  { name: "delete the account", form: z.object({}), deadlineMs: 5_000 },
  async (user) => {
    await deleteAccount(user.id);
    await endSession();
    return { to: "/?done=account-deleted" };
  },
);

"use server";

import { z } from "zod";
import { withUser } from "@/lib/auth/action";
import { destinationSchema } from "@/lib/connection/destinations";
import { startFlow } from "@/lib/connection/flow-cookie";
import { startOnboarding } from "@/lib/connection/onboarding";
import { mintLinkForClick } from "@/lib/connection/open";
import { provision } from "@/lib/connection/provisioning";
import { regionSchema } from "@/lib/posthog/regions";

const wishedName = z
  .string()
  .trim()
  .max(64)
  .transform((name) => name || undefined)
  .optional();

export const connectPostHog = withUser(
  "connect",
  z.object({ region: regionSchema, organizationName: wishedName, projectName: wishedName }),
  async (user, wishes) => {
    const outcome = await startOnboarding(user, wishes);
    if (outcome.type === "connected") return { to: "/connection" };
    const { onboardingId, state, codeVerifier, url } = outcome;
    await startFlow({ onboardingId, userId: user.id, state, codeVerifier });
    return { to: url };
  },
);

/** Fetches the project where an onboarding stopped after its tokens had arrived. */
export const finishSetup = withUser("finish setup", z.object({}), async (user) => {
  await provision(user.id);
  return { to: "/connection" };
});

/** Mints a link and sends the browser straight to it: any stop between would spend the link. */
export const openInPostHog = withUser(
  "open in PostHog",
  z.object({ destination: destinationSchema }),
  async (user, { destination }) => ({ to: await mintLinkForClick(user.id, destination) }),
);

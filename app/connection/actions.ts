"use server";

import { z } from "zod";
import { projectHooks } from "@/features";
import { externalUrl, withUser } from "@/lib/auth/action";
import { endSession } from "@/lib/auth/provider";
import type { User } from "@/lib/auth/users";
import { deleteAccount } from "@/lib/connection/account";
import { attempt, recorded } from "@/lib/connection/attempt";
import { mintLinkForClick } from "@/lib/connection/deep-link";
import { destinationSchema } from "@/lib/connection/destinations";
import { disconnect } from "@/lib/connection/disconnect";
import { startFlow } from "@/lib/connection/flow-cookie";
import {
  disconnectLimit,
  finishSetupLimit,
  openLimit,
  replaceTokenLimit,
  requireConnect,
} from "@/lib/connection/limits";
import { startOnboarding } from "@/lib/connection/onboarding";
import { takeOpenConsent } from "@/lib/connection/open-consent";
import { connectionOf } from "@/lib/connection/partner-project";
import { rotateProjectToken } from "@/lib/connection/project-token";
import { provision } from "@/lib/connection/provisioning";
import { prepareAccess } from "@/lib/connection/tokens";
import { ordinaryLimit } from "@/lib/platform/limits";
import { regionSchema } from "@/lib/posthog/regions";

const nothing = z.object({});

const optionalName = z
  .string()
  .trim()
  .max(64)
  .transform((name) => name || undefined)
  .optional();

export const connectPostHog = withUser(
  {
    ...recorded("connect"),
    form: z.object({ region: regionSchema, organizationName: optionalName, projectName: optionalName }),
    // `requireConnect` counts against PostHog's own limit, once it is clear that a request is needed.
    limit: ordinaryLimit,
    // Includes the minute that PostHog may take to read our metadata document.
    deadlineMs: 90_000,
    keepsTyped: true,
  },
  async (user, options) => {
    const openConsent = await takeOpenConsent(connectionOf(user), options.region);
    if (openConsent) return { to: externalUrl(openConsent) };
    await requireConnect(user.id, options.region);
    const outcome = await startOnboarding(connectionOf(user), user, options, projectHooks);
    if (outcome.type !== "consent") {
      return { to: outcome.type === "connected" ? "/connection?done=connected" : "/connection" };
    }
    const { onboardingId, state, codeVerifier, url } = outcome;
    await startFlow({ onboardingId, userId: user.id, state, codeVerifier, url });
    return { to: externalUrl(url) };
  },
);

/** Fetches the project for an onboarding that stopped after its tokens had arrived. */
export const finishSetup = withUser(
  { ...recorded("finish_setup"), form: nothing, limit: finishSetupLimit },
  async (user) => {
    await provision(connectionOf(user), projectHooks);
    return { to: "/connection?done=connected" };
  },
);

const click = {
  ...recorded("open"),
  form: z.object({ destination: destinationSchema }),
  limit: openLimit,
  prepare: (user: User) => prepareAccess(connectionOf(user)),
} as const;

/** Mints a link and redirects straight to it: any stop in between would use up the link. */
export const openInPostHog = withUser(click, async (user, { destination }, access) => ({
  to: externalUrl(await mintLinkForClick(connectionOf(user), destination, access)),
}));

/** Mints a link for the tab that the same click has opened. */
export const mintLink = withUser(click, async (user, { destination }, access) => ({
  show: await mintLinkForClick(connectionOf(user), destination, access),
}));

/** Deletes the tokens here, then removes the project from the grant at PostHog. Waits only briefly for PostHog. */
export const disconnectPostHog = withUser(
  { ...recorded("disconnect"), form: nothing, limit: disconnectLimit },
  async (user) => {
    await disconnect(connectionOf(user));
    return { to: "/connection?done=disconnected" };
  },
);

export const replaceProjectToken = withUser(
  { ...recorded("replace_project_token"), form: nothing, limit: replaceTokenLimit },
  async (user) => {
    await rotateProjectToken(connectionOf(user), projectHooks);
    return { to: "/connection?done=token-replaced" };
  },
);

export const deleteMyAccount = withUser(
  { ...recorded("delete_account"), form: nothing, limit: disconnectLimit },
  async (user) => {
    await deleteAccount(user.id);
    // The session was deleted with the account. Only its cookie is left, and the database may be unreachable by now.
    await attempt("end_session", endSession);
    return { to: "/?done=account-deleted" };
  },
);

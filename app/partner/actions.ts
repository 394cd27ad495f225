"use server";

import { z } from "zod";
import { withOperator } from "@/lib/auth/action";
import { registerInRegion } from "@/lib/partner/registration-report";
import { issueToken, revokeToken } from "@/lib/partner/verification";
import { regionSchema } from "@/lib/posthog/regions";

/** Has PostHog read the metadata document now, and keeps what it said. */
export const registerClient = withOperator(
  { name: "register this app", form: z.object({ region: regionSchema }) },
  async (_operator, { region }) => {
    await registerInRegion(region);
    return { to: "/partner" };
  },
);

export const createVerificationToken = withOperator(
  {
    name: "create a verification token",
    form: z.object({ label: z.string(), cimdUrl: z.string() }),
    keepsTyped: true,
  },
  async (_operator, fields) => ({ show: await issueToken(fields) }),
);

export const revokeVerificationToken = withOperator(
  { name: "revoke a verification token", form: z.object({ id: z.string() }) },
  async (_operator, { id }) => {
    await revokeToken(id);
    return { to: "/partner/verification?done=revoked" };
  },
);

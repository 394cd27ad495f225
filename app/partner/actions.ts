"use server";

import { z } from "zod";
import { withOperator } from "@/lib/auth/action";
import { recorded } from "@/lib/connection/attempt";
import { registerInRegion } from "@/lib/identity/registration-report";
import { ordinaryLimit } from "@/lib/platform/limits";
import { regionSchema } from "@/lib/posthog/regions";

/** Has PostHog read the metadata document now, and stores its report. */
export const registerClient = withOperator(
  { ...recorded("register_client"), form: z.object({ region: regionSchema }), limit: ordinaryLimit },
  async (_operator, { region }) => {
    await registerInRegion(region);
    return { to: "/partner?done=registered" };
  },
);

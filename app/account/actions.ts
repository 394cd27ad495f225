"use server";

import { z } from "zod";
import { withUser } from "@/lib/auth/action";
import { endSession } from "@/lib/auth/provider";
import { endEverySession } from "@/lib/auth/sessions";
import { recorded } from "@/lib/connection/attempt";
import { ordinaryLimit } from "@/lib/platform/limits";

export const signOutEverywhere = withUser(
  { ...recorded("sign_out_everywhere"), form: z.object({}), limit: ordinaryLimit },
  async (user) => {
    await endEverySession(user.id);
    await endSession();
    return { to: "/?done=signed-out-everywhere" };
  },
);

"use server";

import { z } from "zod";
import { issueToken, revokeToken } from "@/features/verification/verification";
import { withOperator } from "@/lib/auth/action";
import { recorded } from "@/lib/connection/attempt";
import { ordinaryLimit } from "@/lib/platform/limits";

export const createVerificationToken = withOperator(
  {
    ...recorded("create_verification_token"),
    form: z.object({ label: z.string(), cimdUrl: z.string() }),
    limit: ordinaryLimit,
    keepsTyped: true,
  },
  async (_operator, fields) => ({ show: await issueToken(fields) }),
);

export const revokeVerificationToken = withOperator(
  { ...recorded("revoke_verification_token"), form: z.object({ id: z.guid() }), limit: ordinaryLimit },
  async (_operator, { id }) => {
    await revokeToken(id);
    return { to: "/partner/verification?done=revoked" };
  },
);

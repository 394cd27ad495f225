"use server";

import { z } from "zod";
import { issueToken, revokeToken } from "@/features/verification/verification";
import { withOperator } from "@/lib/auth/action";
import { recorded } from "@/lib/connection/attempt";
import { ordinaryLimit } from "@/lib/platform/limits";
import { logSecurityEvent } from "@/lib/platform/security-log";

export const createVerificationToken = withOperator(
  {
    ...recorded("create_verification_token"),
    form: z.object({ label: z.string(), cimdUrl: z.string() }),
    limit: ordinaryLimit,
    keepsTyped: true,
  },
  async ({ id }, fields) => {
    const token = await issueToken(fields);
    logSecurityEvent("key_created", id, { action: "create_verification_token" });
    return { show: token };
  },
);

export const revokeVerificationToken = withOperator(
  { ...recorded("revoke_verification_token"), form: z.object({ id: z.guid() }), limit: ordinaryLimit },
  async (operator, { id }) => {
    await revokeToken(id);
    logSecurityEvent("key_revoked", operator.id, { action: "revoke_verification_token" });
    return { to: "/partner/verification?done=revoked" };
  },
);

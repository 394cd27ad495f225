"use server";

import { z } from "zod";
import { withOperator } from "@/lib/auth/action";
import { issueToken, revokeToken } from "@/lib/partner/verification";

export const createVerificationToken = withOperator(
  { name: "create a verification token", form: z.object({ label: z.string(), cimdUrl: z.string() }) },
  async (_operator, fields) => ({ show: await issueToken(fields) }),
);

export const revokeVerificationToken = withOperator(
  { name: "revoke a verification token", form: z.object({ id: z.string() }) },
  async (_operator, { id }) => {
    await revokeToken(id);
    return { to: "/partner/verification?done=revoked" };
  },
);

import { z } from "zod";
import type { Sandbox } from "../../support/sandbox";

export const OPERATOR = "operator@example.org";

const users = z.object({
  users: z.array(z.object({ organizations: z.array(z.object({ id: z.string() })) })),
});

/** Settings that give the app operators and let it manage the verification tokens of the partner's organization. */
export async function partnerAccess(sandbox: Sandbox): Promise<Record<string, string>> {
  const found = await sandbox.control("GET", "users?email=partner@example.com", { schema: users });
  return {
    OPERATORS: ` Ada@example.org,${OPERATOR}`,
    POSTHOG_PARTNER_API_KEY: "phx_sandbox_partner_admin",
    POSTHOG_PARTNER_ORGANIZATION_ID: found.users[0]?.organizations[0]?.id ?? "",
    POSTHOG_PARTNER_REGION: "US",
  };
}

import { PostHog } from "posthog-node";
import { z } from "zod";
import { findAccount } from "@/features/personal-api-key/tests/support/personal-api-keys";
import type { Sandbox } from "@/tests/support/sandbox";

/** Evaluates a flag locally, as a server does, and collects the problems that its SDK reports. */
export async function evaluateLocally(
  sandbox: Sandbox,
  projectToken: string,
  secretKey: string,
  flag: string,
) {
  const posthog = new PostHog(projectToken, { host: sandbox.origins.us, secretKey });
  const problems: string[] = [];
  posthog.on("error", (error: unknown) => problems.push(String(error)));
  await posthog.reloadFeatureFlags();
  const flags = await posthog.evaluateFlags("rosa", { onlyEvaluateLocally: true });
  await posthog.shutdown();
  return { isEnabled: flags.isEnabled(flag), problems: problems.join() };
}

/** Switches a feature on for everyone, on the project's page in PostHog. */
export async function createFlag(sandbox: Sandbox, email: string, key: string): Promise<void> {
  const { userId, projectId } = await findAccount(sandbox, email);
  const schema = z.object({ cookie: z.string(), csrf_token: z.string() });
  const session = await sandbox.control("POST", `users/${userId}/session`, { body: {}, schema });
  const response = await fetch(`${sandbox.origins.us}/project/${projectId}/feature_flags`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: session.cookie, origin: sandbox.origins.us },
    body: new URLSearchParams({
      action: "create",
      key,
      rollout_percentage: "100",
      payload: "",
      csrfmiddlewaretoken: session.csrf_token,
    }),
  });
  if (response.status !== 303) throw new Error(`no flag was made: ${response.status}`);
}

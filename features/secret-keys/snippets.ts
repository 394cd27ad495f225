import type { Connection } from "@/lib/connection/connection";

type Project = Pick<NonNullable<Connection["project"]>, "token" | "apiHost">;

// JSON.stringify quotes what PostHog sent, so that none of it can become code on a person's site.
const quoted = (text: string): string => JSON.stringify(text);

const SECRET_KEY = "POSTHOG_SECRET_KEY";

/** Evaluates feature flags on a server. The secret stays in its environment. */
export const localFlagsSnippet = ({
  token,
  apiHost,
}: Project): string => `import { PostHog } from "posthog-node";

const posthog = new PostHog(${quoted(token)}, {
  host: ${quoted(apiHost)},
  secretKey: process.env.${SECRET_KEY},
});
const flags = await posthog.evaluateFlags("a-user", { onlyEvaluateLocally: true });
flags.isEnabled("your-flag");`;

/** Runs an endpoint of the project. */
export const endpointSnippet = (posthogUrl: string, projectId: string): string =>
  `curl -X POST "${posthogUrl}/api/projects/${encodeURIComponent(projectId)}/endpoints/your-endpoint/run/" \\
  -H "Authorization: Bearer $${SECRET_KEY}"`;

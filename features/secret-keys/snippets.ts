import type { Connection } from "@/lib/connection/connection";

type Project = Pick<NonNullable<Connection["project"]>, "token" | "apiHost">;

// JSON.stringify quotes what PostHog sent, so that none of it can become code on a person's site.
const quoted = (text: string): string => JSON.stringify(text);

const SECRET_KEY = "POSTHOG_SECRET_KEY";

/** For a server that decides about feature flags by itself. The secret stays in its environment. */
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

/** For whoever runs an endpoint of the project's. */
export const endpointSnippet = (posthogUrl: string, projectId: string): string =>
  `curl -X POST "${posthogUrl}/api/projects/${encodeURIComponent(projectId)}/endpoints/your-endpoint/run/" \\
  -H "Authorization: Bearer $${SECRET_KEY}"`;

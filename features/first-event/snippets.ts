import type { Connection } from "@/lib/connection/connection";
import { brand } from "@/lib/platform/brand";

type Project = Pick<NonNullable<Connection["project"]>, "token" | "apiHost">;

// JSON.stringify quotes what PostHog sent, so that none of it can become code on a person's site.
const quoted = (text: string): string => JSON.stringify(text);

/** Ready to paste for posthog-js. The project token is public. */
export const webSnippet = ({ token, apiHost }: Project): string => `import posthog from "posthog-js";

posthog.init(${quoted(token)}, { api_host: ${quoted(apiHost)} });`;

/** Ready to paste for posthog-node. */
export const nodeSnippet = ({ token, apiHost }: Project): string => `import { PostHog } from "posthog-node";

const posthog = new PostHog(${quoted(token)}, { host: ${quoted(apiHost)} });
posthog.capture({ distinctId: "a-user", event: ${quoted(`hello from ${brand.name}`)} });
await posthog.shutdown();`;

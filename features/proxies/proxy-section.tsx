import { Section } from "@/components/section";
import { Snippet } from "@/components/snippet";
import type { Connection } from "@/lib/connection/connection";
import { env } from "@/lib/platform/env";

interface ProxySectionProps {
  readonly connection: Connection;
  readonly project: NonNullable<Connection["project"]>;
}

/** The snippet for a reverse proxy that is live. */
export function ProxySection({ connection, project }: ProxySectionProps) {
  if (!project.proxyDomain) return null;
  return (
    <Section id="proxy" title="Send events through your reverse proxy">
      <Snippet
        title="In the browser, through your reverse proxy"
        code={proxySnippet(project.token, project.proxyDomain, env().posthogUrls[connection.region])}
      />
    </Section>
  );
}

// JSON.stringify quotes what PostHog sent, so that none of it can become code on a person's site. Links to PostHog
// itself need its own address when events take another one.
const proxySnippet = (token: string, domain: string, posthogUrl: string): string =>
  `import posthog from "posthog-js";

posthog.init(${JSON.stringify(token)}, {
  api_host: ${JSON.stringify(`https://${domain}`)},
  ui_host: ${JSON.stringify(posthogUrl)},
});`;

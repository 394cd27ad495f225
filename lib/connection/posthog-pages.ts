import { env } from "../env";
import type { Connection } from "./connection";

const PAGES = {
  personalApiKeys: "user-api-keys",
  secretKeys: "project-secret-api-keys",
  proxies: "organization-proxy",
} as const;

/** Where a person does the same in PostHog itself. */
export function settingsPage(
  { region, project }: Pick<Connection, "region" | "project">,
  page: keyof typeof PAGES,
): string {
  return `${env().posthogUrls[region]}/project/${encodeURIComponent(project?.id ?? "")}/settings/${PAGES[page]}`;
}

import { env } from "../env";
import type { Connection } from "./connection";

const PAGES = {
  personalApiKeys: "user-api-keys",
  secretKeys: "project-secret-api-keys",
  proxies: "organization-proxy",
} as const;

type Place = Pick<Connection, "region" | "project">;

/** The project's ordinary address, for whoever is logged in to PostHog. */
export const projectPage = ({ region, project }: Place): string =>
  `${env().posthogUrls[region]}/project/${encodeURIComponent(project?.id ?? "")}`;

/** Where a person does the same in PostHog itself. */
export const settingsPage = (place: Place, page: keyof typeof PAGES): string =>
  `${projectPage(place)}/settings/${PAGES[page]}`;

import { env } from "../platform/env";
import type { Connection } from "./connection";

type Place = Pick<Connection, "region" | "project">;

/** The project's ordinary address, for someone who is logged in to PostHog. */
export const projectPage = ({ region, project }: Place): string =>
  `${env().posthogUrls[region]}/project/${encodeURIComponent(project?.id ?? "")}`;

/** The settings page where a person can do the same in PostHog itself. */
export const settingsPage = (place: Place, section: string): string =>
  `${projectPage(place)}/settings/${section}`;

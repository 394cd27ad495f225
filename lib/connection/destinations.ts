import { z } from "zod";
import { isConfidential } from "../identity/client-authentication";

/** Places in PostHog that the button can open. */
export const destinationSchema = z.enum(["home", "insights", "replay", "feature_flags"]);

export type Destination = z.infer<typeof destinationSchema>;

const SECTIONS: readonly { readonly id: Destination; readonly label: string }[] = [
  { id: "insights", label: "Insights" },
  { id: "replay", label: "Session replay" },
  { id: "feature_flags", label: "Feature flags" },
];

/**
 * The destinations below the project's home, with their labels. Only servers that reserve links for clients that sign
 * read the path of a link, so a public client can open only the home.
 */
export const offeredSections = () => (isConfidential() ? SECTIONS : []);

/** The in-app path of a destination. It names the project, because an access token may reach several. */
export function destinationPath(destination: Destination, projectId: string): string | undefined {
  if (!isConfidential()) return undefined;
  const home = `/project/${encodeURIComponent(projectId)}`;
  return destination === "home" ? home : `${home}/${destination}`;
}

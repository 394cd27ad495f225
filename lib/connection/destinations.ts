import { z } from "zod";

/** Places in PostHog that the button can open. */
export const destinationSchema = z.enum(["home", "insights", "replay", "feature_flags"]);

export type Destination = z.infer<typeof destinationSchema>;

/** The destinations below the project's home, as people know them. */
export const SECTIONS: readonly { readonly id: Destination; readonly label: string }[] = [
  { id: "insights", label: "Insights" },
  { id: "replay", label: "Session replay" },
  { id: "feature_flags", label: "Feature flags" },
];

/** The in-app path of a destination; the project's home needs none, because every link leads there. */
export function destinationPath(destination: Destination, projectId: string): string | undefined {
  return destination === "home" ? undefined : `/project/${encodeURIComponent(projectId)}/${destination}`;
}

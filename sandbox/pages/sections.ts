/** A page in a project's navigation. */
export interface Section {
  /** The path after `/project/<id>`. */
  path: string;
  name: string;
}

/** The two groups of the navigation: the project's content and its settings. */
export const SECTION_GROUPS: Section[][] = [
  [
    { path: "", name: "Project home" },
    { path: "/insights", name: "Insights" },
    { path: "/replay", name: "Session replay" },
    { path: "/feature_flags", name: "Feature flags" },
  ],
  [
    { path: "/settings", name: "Settings" },
    { path: "/settings/project-secret-api-keys", name: "Secret API keys" },
    { path: "/settings/organization-proxy", name: "Reverse proxies" },
    { path: "/settings/organization-cimd-verification-tokens", name: "Verification tokens" },
    { path: "/settings/user-api-keys", name: "Personal API keys" },
  ],
];

const SECTIONS = SECTION_GROUPS.flat();

/** The section with the longest path that contains this path. */
export function findSection(path: string): Section | undefined {
  const matches = SECTIONS.filter((section) => path === section.path || path.startsWith(`${section.path}/`));
  return matches
    .sort((a, b) => b.path.length - a.path.length)
    .find(({ path: own }) => own !== "" || path === "");
}

/** Sections of PostHog that the sandbox does not have. Deep links may lead to them. */
const OTHER_SECTIONS = new Map([
  ["dashboard", "Dashboards"],
  ["activity", "Activity"],
  ["events", "Events"],
  ["persons", "People"],
  ["cohorts", "Cohorts"],
  ["experiments", "Experiments"],
  ["surveys", "Surveys"],
  ["web", "Web analytics"],
  ["sql", "SQL editor"],
  ["error_tracking", "Error tracking"],
  ["early_access_features", "Early access features"],
  ["data-management", "Data management"],
  ["notebooks", "Notebooks"],
]);

/** The title of a path in a project. Unknown paths are not echoed, because they are untrusted. */
export function nameOfPath(path: string): string {
  const [, first = ""] = path.split("/");
  return findSection(path)?.name ?? OTHER_SECTIONS.get(first) ?? "This page";
}

/** Whether a path belongs to a project. PostHog redirects such a path without `/project/<id>` to the current project. */
export function isProjectPath(path: string): boolean {
  return nameOfPath(path) !== "This page";
}

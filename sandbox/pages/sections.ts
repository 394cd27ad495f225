/** The rooms of a project, as the navigation lists them. */
export interface Section {
  /** What follows `/project/<id>`. */
  path: string;
  name: string;
}

export const SECTIONS: Section[] = [
  { path: "", name: "Project home" },
  { path: "/insights", name: "Insights" },
  { path: "/replay", name: "Session replay" },
  { path: "/feature_flags", name: "Feature flags" },
  { path: "/settings", name: "Settings" },
  { path: "/settings/project-secret-api-keys", name: "Secret API keys" },
  { path: "/settings/organization-proxy", name: "Reverse proxies" },
  { path: "/settings/organization-cimd-verification-tokens", name: "Verification tokens" },
];

/** The section that a path is in: of those that contain it, the deepest. */
export function findSection(path: string): Section | undefined {
  const around = SECTIONS.filter((section) => path === section.path || path.startsWith(`${section.path}/`));
  return around
    .sort((a, b) => b.path.length - a.path.length)
    .find(({ path: own }) => own !== "" || path === "");
}

/** Rooms that PostHog has and the navigation here has not: a link may lead to any of them. */
const ELSEWHERE = new Map([
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

/** What to call a path deeper in a project. Unknown ones are not repeated: anybody can write an address. */
export function nameOfPlace(path: string): string {
  const [, first = ""] = path.split("/");
  return findSection(path)?.name ?? ELSEWHERE.get(first) ?? "This page";
}

/** PostHog also understands its paths without a project in front, and then means the one you are in. */
export function isProjectPath(path: string): boolean {
  return nameOfPlace(path) !== "This page";
}

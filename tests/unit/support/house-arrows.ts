import { readdirSync } from "node:fs";
import type { Arrows } from "./folder-arrows";

const CORE = [
  "lib/posthog",
  "lib/platform",
  "lib/identity",
  "lib/tokens",
  "lib/connection",
  "lib/auth",
] as const;

const FEATURES = readdirSync("features", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** A feature imports another only if its README names it. */
const NEEDED: Arrows = {
  "secret-keys": ["features/personal-api-key"],
  proxies: ["features/personal-api-key"],
  verification: ["features/partner-console"],
  // Its command composes the features, as the app's start does.
  doctor: ["features"],
};

const featureFolders = FEATURES.map((name) => `features/${name}`);

/** Which folder may import which, from the bottom up; `.` is the root's own files, which compose the rest. */
export const HOUSE_ARROWS: Arrows = {
  "lib/posthog": [],
  "lib/platform": [],
  // The package's name and version are in every request.
  "lib/identity": ["lib/posthog", "lib/platform", ".well-known", "package.json"],
  "lib/tokens": ["lib/posthog", "lib/platform"],
  "lib/connection": ["lib/tokens", "lib/identity", "lib/posthog", "lib/platform"],
  "lib/auth": ["lib/platform"],
  components: ["lib/connection", "lib/platform"],
  ...Object.fromEntries(
    FEATURES.map((name) => [`features/${name}`, [...CORE, "components", ...(NEEDED[name] ?? [])]]),
  ),
  features: [...CORE, "components", ...featureFolders.filter((folder) => folder !== "features/doctor")],
  app: [...CORE, "components", "features", ...featureFolders],
  ".": [...CORE, "components", "features", ...featureFolders],
  ".well-known": [],
  // An app of its own: it imports only what any app may copy.
  examples: ["lib/posthog", "lib/tokens"],
  "package.json": [],
};

/** The folder of the table that a path belongs to. */
export function houseFolderOf(path: string): string | undefined {
  const [first = "", second, third] = path.split("/");
  if (first === "lib" && second) return `lib/${second}`;
  // `@/features` is features/index.ts.
  if (first === "features") {
    return second !== undefined && (third !== undefined || featureFolders.includes(path))
      ? `features/${second}`
      : "features";
  }
  if (["app", "components", "examples", ".well-known", "package.json"].includes(first)) return first;
  return second === undefined ? "." : undefined;
}

/**
 * Which folder of the sandbox may import which; `.` is the root files, which compose the rest. The order is from
 * the bottom up: a folder may only import folders above it in this list, so there can be no circle.
 */
export const SANDBOX_ARROWS: Readonly<Record<string, readonly string[]>> = {
  store: [],
  traffic: [],
  core: ["store", "traffic"],
  world: ["core", "store", "traffic"],
  http: ["core", "traffic"],
  sessions: ["core", "http", "store"],
  cimd: ["core", "store"],
  provisioning: ["cimd", "core", "http", "store"],
  oauth: ["cimd", "core", "http", "provisioning", "store"],
  consent: ["core", "http", "provisioning", "sessions", "store"],
  management: ["cimd", "core", "http", "sessions", "store"],
  query: ["core", "http", "management", "store"],
  flags: ["core", "http", "management", "store"],
  capture: ["core", "flags", "http", "store"],
  pages: ["capture", "cimd", "consent", "core", "flags", "http", "management", "sessions", "store"],
  control: [
    "capture",
    "cimd",
    "core",
    "http",
    "management",
    "provisioning",
    "sessions",
    "store",
    "traffic",
    "world",
  ],
  inspector: [
    "control",
    "core",
    "http",
    "management",
    "pages",
    "provisioning",
    "sessions",
    "store",
    "traffic",
    "world",
  ],
  story: ["control", "core", "http", "inspector", "pages", "traffic", "world"],
  // What others import: a client of the control API, and tests for a partner's app. The sandbox itself uses neither,
  // except that its root returns the client to the caller that starts it.
  client: [],
  testkit: ["client"],
  ".": [
    "capture",
    "cimd",
    "client",
    "consent",
    "control",
    "core",
    "flags",
    "http",
    "inspector",
    "management",
    "oauth",
    "pages",
    "provisioning",
    "query",
    "store",
    "story",
    "world",
  ],
};

/** `.` for the root's own files. */
export function sandboxFolderOf(path: string): string | undefined {
  const [first, second, third] = path.split("/");
  if (first !== "sandbox" || second === undefined) return undefined;
  return third === undefined ? "." : second;
}

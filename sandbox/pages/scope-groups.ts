/** The scopes of one object, described for the consent page. */
export interface ScopeGroup {
  name: string;
  access: "view" | "change" | "view and change";
}

const NAMES: Record<string, string> = {
  query: "Your data, through queries",
  user: "Your name and e-mail",
  person: "Persons and their properties",
  hog_flow: "Workflows",
  hog_function: "Data pipelines",
  session_recording: "Session recordings",
  customer_journey: "Customer journeys",
  organization: "Your organization",
  project: "Your project and its settings",
  openid: "Your identity",
  profile: "Your profile",
  email: "Your e-mail address",
};

/** Groups scopes by object, in the requested order: `x:read` and `x:write` become one line. */
export function groupScopes(scopes: string[]): ScopeGroup[] {
  const actions = new Map<string, Set<string>>();
  for (const scope of scopes) {
    const [object = "", action = "read"] = scope.split(":");
    actions.set(object, (actions.get(object) ?? new Set()).add(action));
  }
  return [...actions].map(([object, asked]) => ({ name: nameOf(object), access: accessOf(asked) }));
}

function nameOf(object: string): string {
  const known = NAMES[object];
  if (known) return known;
  const words = object.replaceAll("_", " ");
  const plural = /(s|ing|data|analytics)$/.test(words)
    ? words
    : words.replace(/([^aeiou])y$/, "$1ie").concat("s");
  return plural.charAt(0).toUpperCase() + plural.slice(1);
}

function accessOf(actions: Set<string>): ScopeGroup["access"] {
  if (!actions.has("write")) return "view";
  return actions.has("read") ? "view and change" : "change";
}

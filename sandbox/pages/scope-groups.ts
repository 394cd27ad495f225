/** What an app asks to do, in the order of the consent page: changes come first. */
const ACCESS = ["View and change", "Change", "View"] as const;

type Access = (typeof ACCESS)[number];

/** The objects to which an app asks for the same access. */
export interface ScopeGroup {
  access: Access;
  objects: string[];
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

/** `x:read` and `x:write` become one object that the app can view and change. Objects keep the requested order. */
export function groupScopes(scopes: string[]): ScopeGroup[] {
  const asked = new Map<string, Set<string>>();
  for (const scope of scopes) {
    const [object = "", action = "read"] = scope.split(":");
    asked.set(object, (asked.get(object) ?? new Set()).add(action));
  }
  const accessOfObject = [...asked].map(([object, actions]) => ({ object, access: accessOf(actions) }));
  return ACCESS.map((access) => ({
    access,
    objects: accessOfObject.filter((asks) => asks.access === access).map(({ object }) => nameOf(object)),
  })).filter(({ objects }) => objects.length > 0);
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

function accessOf(actions: Set<string>): Access {
  if (!actions.has("write")) return "View";
  return actions.has("read") ? "View and change" : "Change";
}

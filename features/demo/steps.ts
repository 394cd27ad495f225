import { brand } from "@/lib/platform/brand";
import { EVENTS, type StoryEvent } from "./events";
import { PERSONAS, type Persona } from "./personas";

/** Which of PostHog's two profiles the sandbox plays, and whether this app signs its requests. */
export interface Setting {
  readonly profile: "documented" | "current";
  readonly signs: boolean;
  /** The demonstration's operator is configured. */
  readonly hasOperator: boolean;
}

/** A step, and the call that completes it; `event` when the story's button completes it. */
export interface Step {
  readonly text: string;
  readonly cue: "event" | { readonly method: string; readonly path: string; readonly refused?: boolean };
}

const post = (path: string, refused = false) => ({ method: "POST", path, refused });
const get = (path: string) => ({ method: "GET", path });

const LINKS = "/deep_links$";
const TOKEN = "/oauth/token$";
const PROJECT = "^/project/\\d+";
const PERSONAL_KEYS = `${PROJECT}/settings/user-api-keys$`;
const SECRET_KEYS = "/project_secret_api_keys/?$";
const PROXIES = "/proxy_records/?$";

/** Whether an event can happen to a persona. */
export function goTogether(persona: Persona, event: StoryEvent, setting: Setting): boolean {
  const { profile, signs, hasOperator } = setting;
  // Older servers do not treat a signing client differently.
  if (event === "signing") return persona === "operator" && hasOperator && profile === "current" && !signs;
  if (persona === "operator") return event === "none" && hasOperator;
  switch (event) {
    // PostHog asks for consent only when a person has an account.
    case "refused":
      return persona !== "new";
    // Newer servers give no links to apps that do not sign.
    case "links_off":
      return profile === "documented" || signs;
    // Kim lacks the rights. Newer servers require a personal API key, and Nina would need a password to create one.
    case "secret_key":
    case "proxy":
      return persona === "existing" || (persona === "new" && profile === "documented");
    default:
      return true;
  }
}

/** What the presenter does, in order. */
export function stepsOf(persona: Persona, event: StoryEvent, setting: Setting): readonly Step[] {
  const button = EVENTS[event].cause?.button;
  const happen: Step = { text: `In ${brand.name}, press ${button}.`, cue: "event" };
  if (event === "signing") return [happen, ...signingSteps()];
  if (persona === "operator") return operatorSteps(setting);
  const { name } = PERSONAS[persona];
  const connect = connectSteps(persona);
  const open = openSteps(persona, setting);
  switch (event) {
    case "none":
      return [...connect, ...open, ...keySteps(persona, setting)];
    case "refused":
      return [
        ...connect.slice(0, -1),
        { text: "Press Cancel. PostHog does not report this to the app.", cue: get("^/$") },
        {
          text: "Go back to the app and press Connect PostHog again: the same request is still open.",
          cue: get("^/agentic/authorize$"),
        },
        { text: "This time, approve.", cue: post("/resources$") },
      ];
    case "slow":
      return [
        happen,
        ...connect.map((step) => ({ ...step, text: `${step.text} Each answer takes a while.` })),
      ];
    case "limited":
      return [
        ...connect,
        happen,
        { text: "Press Open in PostHog: the page counts down to the next try.", cue: post(LINKS, true) },
        ...open,
      ];
    case "links_off":
      return [
        ...connect,
        happen,
        {
          text: "Press Open in PostHog: PostHog refuses, and the page offers the ordinary link.",
          cue: post(LINKS, true),
        },
      ];
    case "expired":
      return [
        ...connect,
        happen,
        { text: "Press Open in PostHog: the app refreshes the access token first.", cue: post(TOKEN) },
        ...landSteps(persona, setting),
      ];
    case "lost":
      return [
        ...connect,
        happen,
        { text: "Press Open in PostHog: the app has lost its access, and says so.", cue: post(TOKEN, true) },
        {
          text: `Press Connect again, then Connect PostHog, and approve: ${name} is back in the same project.`,
          cue: post(TOKEN),
        },
      ];
    case "secret_key":
      return [
        ...connect,
        ...personalKeySteps("project:write", SECRET_KEYS, setting),
        {
          text: "Open Project secret API keys and create a key that may run endpoints.",
          cue: post(SECRET_KEYS),
        },
      ];
    case "proxy":
      return [
        ...connect,
        ...personalKeySteps("organization:write", PROXIES, setting),
        { text: "Open Reverse proxies and add a domain, such as e.example.com.", cue: post(PROXIES) },
        happen,
        { text: "Look at Reverse proxies again: the domain is live.", cue: get(PROXIES) },
      ];
  }
}

function connectSteps(persona: Persona): Step[] {
  const { name } = PERSONAS[persona];
  if (persona === "new") {
    const text = `Press Connect PostHog. ${name} gets an account without leaving the app.`;
    return [{ text, cue: post("/resources$") }];
  }
  return [
    {
      text: `Press Connect PostHog. PostHog knows ${name} already, so it asks on its own page.`,
      cue: get("^/api/agentic/authorize$"),
    },
    // A refused login redirects too, but not to the consent page.
    { text: `Log in at PostHog as ${name}.`, cue: get("^/agentic/authorize$") },
    {
      text: persona === "existing" ? "Choose one of the two projects and approve." : "Approve.",
      cue: post("/resources$"),
    },
  ];
}

function openSteps(persona: Persona, setting: Setting): Step[] {
  const [first, ...rest] = landSteps(persona, setting);
  return first ? [{ ...first, text: `Press Open in PostHog. ${first.text}` }, ...rest] : [];
}

/** Where a press on Open in PostHog leads. */
function landSteps(persona: Persona, { profile, signs }: Setting): Step[] {
  const { name } = PERSONAS[persona];
  if (profile === "current" && !signs) {
    const text =
      "PostHog creates one-click links only for apps that sign their requests, so the page offers the ordinary link.";
    return [{ text, cue: post(LINKS, true) }];
  }
  const land: Step = { text: `The project opens, and ${name} is logged in.`, cue: get(PROJECT) };
  if (profile === "documented" || persona !== "new") return [land];
  return [
    {
      text: `PostHog first e-mails ${name} a code. Find it in the mail inbox and enter it.`,
      cue: post("^/verify_email/.+/code$"),
    },
    { ...land, text: `Go back to the app and press Open in PostHog again. ${land.text}` },
  ];
}

function keySteps(persona: Persona, { profile }: Setting): Step[] {
  if (persona !== "colleague" || profile === "current") return [];
  return [
    {
      text: "Go back, open Project secret API keys and create a key: PostHog refuses, because Kim lacks the rights.",
      cue: post(SECRET_KEYS, true),
    },
  ];
}

/**
 * Steps that add a personal API key, which newer servers require.
 * @param path Where the app tests the key: PostHog accepts the key, and refuses to create something without a name.
 */
function personalKeySteps(scope: string, path: string, { profile }: Setting): Step[] {
  if (profile === "documented") return [];
  return [
    {
      text: "Open Personal API key, then the link to your personal API keys in PostHog.",
      cue: get(PERSONAL_KEYS),
    },
    { text: `Create a key with the scope ${scope} and all access, and copy it.`, cue: post(PERSONAL_KEYS) },
    {
      text: "Paste it in the app under Personal API key and press Check and keep the key. The app tests it with calls that create nothing, so PostHog refuses them.",
      cue: post(path, true),
    },
  ];
}

function operatorSteps({ profile }: Setting): Step[] {
  const tokens = "/cimd_verification_tokens/?$";
  return [
    { text: "Open Partner at the top of the page, then Manage verification tokens.", cue: get(tokens) },
    {
      text: "Create a token. The app publishes it at once in its metadata document, where PostHog reads it.",
      cue: post(tokens),
    },
    ...(profile === "current"
      ? [
          {
            text: "Go back to Partner and press Register in US: PostHog reads the document and verifies the app.",
            cue: post("/client_registration$"),
          },
        ]
      : []),
  ];
}

function signingSteps(): Step[] {
  return [
    {
      text: "Open Partner at the top of the page: the key is listed under Signing keys. Press Register in US: PostHog reads its public half.",
      cue: post("/client_registration$"),
    },
    {
      text: "Look at Limits on the same page: the app signed its request for the limits, and they are higher now.",
      cue: post("/limits$"),
    },
  ];
}

import type { Deployment } from "./deployment";
import type { ErrorCode } from "./fault-kinds";
import { PATHS } from "./paths";
import { type Page, Person } from "./person";
import { connectedPerson, expireToken, signIn } from "./story";

/** One call of the app to PostHog, and how a person triggers it. */
export interface UpstreamCall {
  /** Column of the table. */
  readonly name: string;
  readonly path: string;
  /** Brings someone to the page where pressing the button makes the call. */
  readonly approach: (deployment: Deployment, email: string) => Promise<{ person: Person; page: Page }>;
  readonly button: string;
  /** Only servers of this profile get this call. */
  readonly profile?: "current";
  /** What the person is told instead of the fault's usual message, by kind of fault. */
  readonly says?: Readonly<Record<string, readonly ErrorCode[]>>;
  /** Text that the page must show whatever PostHog answers: the person's task is done, or continues there. */
  readonly shows?: string;
  /** The same, for some kinds of fault. */
  readonly showsAt?: Readonly<Record<string, string>>;
}

const arrive = async ({ appUrl }: Deployment, email: string) => {
  const person = new Person(appUrl, email);
  return { person, page: await signIn(person) };
};

const visit = (path: string) => async (deployment: Deployment, email: string) => {
  const { person } = await connectedPerson(deployment, email);
  return { person, page: await person.visit(path) };
};

/** Faults that leave open whether PostHog has acted. */
const UNREADABLE = [
  ...["timeout", "reset", "dropped response", "truncated", "malformed", "HTML"],
  ...["500", "502 flat", "503"],
];

export const UPSTREAM_CALLS: readonly UpstreamCall[] = [
  {
    name: "register",
    profile: "current",
    path: PATHS.registration,
    button: "Connect PostHog",
    says: { "404": ["registration_failed"] },
    // After the reset, the app is not registered.
    approach: async (deployment, email) => {
      await deployment.resetPostHog();
      return arrive(deployment, email);
    },
  },
  { name: "ask for the account", path: PATHS.account, button: "Connect PostHog", approach: arrive },
  {
    name: "exchange the code",
    path: PATHS.token,
    button: "Connect PostHog",
    approach: arrive,
    // The exchange continues for a minute.
    showsAt: { timeout: "we are still connecting you" },
  },
  {
    name: "fetch the project",
    path: PATHS.resources,
    button: "Connect PostHog",
    approach: arrive,
    // The tokens are safe, so the page offers to go on from there.
    shows: "We still have to fetch your project; nothing is lost.",
  },
  {
    name: "read what was granted",
    path: PATHS.introspection,
    button: "Connect PostHog",
    approach: arrive,
    // The page shows the requested scopes instead.
    shows: "Connected to PostHog",
  },
  {
    name: "read events back",
    path: PATHS.projects,
    button: "Send a test event",
    approach: connectedPerson,
    // The page says nothing about events.
    shows: "A test event is on its way.",
  },
  {
    name: "refresh",
    path: PATHS.token,
    button: "Open in PostHog",
    approach: async (deployment, email) => {
      const arrived = await connectedPerson(deployment, email);
      await expireToken(deployment.sandbox);
      return arrived;
    },
  },
  { name: "mint a link", path: PATHS.deepLinks, button: "Open in PostHog", approach: connectedPerson },
  {
    name: "rotate",
    path: PATHS.oneResource,
    button: "Replace the project token",
    approach: visit("/connection/rotate"),
    says: Object.fromEntries(UNREADABLE.map((kind) => [kind, ["rotation_answer_lost"]])),
  },
  {
    name: "disconnect",
    path: PATHS.oneResource,
    button: "Disconnect",
    approach: visit("/connection/disconnect"),
    shows: "Connect PostHog",
  },
  {
    name: "revoke",
    path: PATHS.revocation,
    button: "Disconnect",
    approach: visit("/connection/disconnect"),
    shows: "Connect PostHog",
  },
];

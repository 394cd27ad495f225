import { createPostHogUser } from "../../e2e/support/posthog-pages";
import type { Deployment } from "./deployment";
import { type Page, Person } from "./person";
import { connectedPerson, expireToken, signIn } from "./story";

/** Something a person does, and how they get there. */
export interface Flow {
  /** Column of the table. */
  readonly name: string;
  /** Brings someone to the page with the button. */
  readonly approach: (deployment: Deployment, email: string) => Promise<{ person: Person; page: Page }>;
  readonly button: string;
  /** What the person types before pressing it. */
  readonly fields?: (person: Person) => Readonly<Record<string, string>>;
  /** Whether a page shows that it is done. */
  readonly isDone: (page: Page) => boolean;
  /** What the page may say instead: the rest is done later, by itself or at the next press. */
  readonly says?: RegExp;
}

const visit = (path: string) => async (deployment: Deployment, email: string) => {
  const { person } = await connectedPerson(deployment, email);
  return { person, page: await person.visit(path) };
};

const arrive = async ({ appUrl }: Deployment, email: string) => {
  const person = new Person(appUrl, email);
  return { person, page: await signIn(person) };
};

const isConnected = ({ text }: Page): boolean => text.includes("Connected to PostHog");
const isInProject = ({ url }: Page): boolean => /\/project\/\d+$/.test(url);

/** The tokens are saved, and the page offers to go on from there. */
const UNFINISHED = /We still have to fetch your project; nothing is lost\./;
const UNDER_WAY = new RegExp(`${UNFINISHED.source}|are still connecting you`);

export const FLOWS: readonly Flow[] = [
  {
    name: "sign in",
    async approach({ appUrl }, email) {
      const person = new Person(appUrl, email);
      return { person, page: await person.visit("/sign-in") };
    },
    button: "Sign in",
    fields: ({ email }) => ({ email }),
    isDone: ({ url }) => url.endsWith("/connection"),
  },
  { name: "connect", approach: arrive, button: "Connect PostHog", isDone: isConnected, says: UNDER_WAY },
  {
    name: "callback",
    async approach(deployment, email) {
      await createPostHogUser(deployment.sandbox, email);
      const { person, page } = await arrive(deployment, email);
      const asked = await person.submit(page, { button: "Connect PostHog" });
      return { person, page: await person.submit(asked, { button: "Log in", fields: { email } }) };
    },
    button: "Approve",
    isDone: isConnected,
    says: UNDER_WAY,
  },
  {
    name: "refresh",
    async approach(deployment, email) {
      const arrived = await connectedPerson(deployment, email);
      await expireToken(deployment.sandbox);
      return arrived;
    },
    button: "Open in PostHog",
    isDone: isInProject,
  },
  { name: "open", approach: connectedPerson, button: "Open in PostHog", isDone: isInProject },
  {
    name: "rotate",
    approach: visit("/connection/rotate"),
    button: "Replace the project token",
    isDone: ({ text }) => text.includes("The project token is replaced."),
    says: UNFINISHED,
  },
  {
    name: "disconnect",
    approach: visit("/connection/disconnect"),
    button: "Disconnect",
    isDone: ({ text }) => text.includes("Disconnected."),
  },
  {
    name: "delete account",
    approach: visit("/connection/delete-account"),
    button: "Delete my account",
    isDone: ({ url }) => url.includes("account-deleted"),
  },
  {
    name: "sign out everywhere",
    approach: visit("/account"),
    button: "Sign out everywhere",
    isDone: ({ url }) => url.includes("signed-out-everywhere"),
  },
];

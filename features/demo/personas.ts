import { randomInt } from "node:crypto";
import { z } from "zod";
import { authConfiguration } from "@/lib/auth/configuration";
import { clientId } from "@/lib/identity/client-metadata";
import { env } from "@/lib/platform/env";
import { regionSchema } from "@/lib/posthog/regions";
import { controlSandbox } from "./sandbox-control";

export const personaSchema = z.enum(["new", "existing", "colleague", "operator"]);

export type Persona = z.infer<typeof personaSchema>;

/** The people of the demonstration. */
export const PERSONAS = {
  new: {
    name: "Nina",
    label: "Nina is new to PostHog",
    story: "She gets an account without leaving this app.",
  },
  existing: {
    name: "Omar",
    label: "Omar has an account",
    story: "PostHog asks him on its own page, where he chooses one of his two projects.",
  },
  colleague: {
    name: "Kim",
    label: "Kim is a colleague without rights",
    story: "She is a plain member of another person's organization. Opening works; managing keys is refused.",
  },
  operator: {
    name: "Olivia",
    label: "Olivia runs this app",
    story: "She works for the partner, and sees the state of the app's integration with PostHog.",
  },
} as const satisfies Record<Persona, { name: string; label: string; story: string }>;

/** `npm run demo` makes her an operator. */
const OPERATOR = "olivia@story.example";

/** The admin whose key manages the partner's organization in the sandbox. */
const PARTNER_ADMIN = "partner@example.com";

/** Whether the demonstration's operator is configured. */
export const hasOperator = (): boolean => authConfiguration().operators.includes(OPERATOR);

/** A fresh address at the domain whose users the sandbox deletes at the next story; the operator's is fixed. */
export const createAddress = (persona: Persona): string =>
  persona === "operator"
    ? OPERATOR
    : `${PERSONAS[persona].name.toLowerCase()}-${randomInt(100_000, 1_000_000)}@story.example`;

/** Further callers whose calls belong to the story: the operator acts for the app and its organization. */
export const callersOf = (persona: Persona): string[] =>
  persona === "operator" ? [PARTNER_ADMIN, clientId(env().appUrl)] : [];

/** Creates the PostHog accounts that a persona's story needs, in both regions. */
export async function createAccounts(persona: Persona, email: string): Promise<void> {
  for (const region of regionSchema.options)
    for (const user of usersOf(persona, email)) await controlSandbox("POST", "users", user, region);
}

/** Visits to a site that has been online for two weeks, by day. */
const VISITS = [4, 6, 5, 9, 7, 11, 10, 14, 12, 17, 15, 20, 18, 24];

function usersOf(persona: Persona, email: string) {
  const { name } = PERSONAS[persona];
  // The sandbox keeps the organizations of earlier stories.
  const organization = `Workshop ${email.replace(/\D/g, "")}`;
  switch (persona) {
    case "new":
    case "operator":
      return [];
    case "existing": {
      const projects = [
        { name: "Web", visits: VISITS },
        { name: "Mobile", visits: VISITS },
      ];
      return [{ email, name, organizations: [{ name: organization, level: "owner", projects }] }];
    }
    case "colleague": {
      const projects = [{ name: "Website", visits: VISITS }];
      const owner = { email: `owner-of-${email}`, name: "Robin" };
      return [
        { ...owner, organizations: [{ name: organization, level: "owner", projects }] },
        { email, name, organizations: [{ name: organization, level: "member", projects: [] }] },
      ];
    }
  }
}

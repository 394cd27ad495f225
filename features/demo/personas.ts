import { randomInt } from "node:crypto";
import { z } from "zod";
import { regionSchema } from "@/lib/posthog/regions";
import { controlSandbox } from "./sandbox-control";

export const personaSchema = z.enum(["new", "existing", "colleague"]);

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
} as const satisfies Record<Persona, { name: string; label: string; story: string }>;

/** A fresh address, at the domain whose users the sandbox deletes when the next story begins. */
export const createAddress = (persona: Persona): string =>
  `${PERSONAS[persona].name.toLowerCase()}-${randomInt(1_000, 10_000)}@story.example`;

/** Gives a persona the account at PostHog that belongs to the story, in both regions. */
export async function createAccounts(persona: Persona, email: string): Promise<void> {
  for (const region of regionSchema.options)
    for (const user of usersOf(persona, email)) await controlSandbox("POST", "users", user, region);
}

function usersOf(persona: Persona, email: string) {
  const { name } = PERSONAS[persona];
  const organization = `Organization of ${email}`;
  switch (persona) {
    case "new":
      return [];
    case "existing": {
      const projects = [{ name: "Web" }, { name: "Mobile" }];
      return [{ email, name, organizations: [{ name: organization, level: "owner", projects }] }];
    }
    case "colleague": {
      const projects = [{ name: "Website" }];
      const owner = { email: `owner-of-${email}`, name: "Robin" };
      return [
        { ...owner, organizations: [{ name: organization, level: "owner", projects }] },
        { email, name, organizations: [{ name: organization, level: "member", projects: [] }] },
      ];
    }
  }
}

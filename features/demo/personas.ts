import { randomInt } from "node:crypto";
import { z } from "zod";
import { controlSandbox } from "./sandbox-control";

export const personaSchema = z.enum(["new", "existing", "colleague"]);

export type Persona = z.infer<typeof personaSchema>;

/** The people of the demonstration. */
export const PERSONAS = {
  new: {
    name: "Nina",
    label: "Nina is new to PostHog",
    story: "She gets an account without leaving this app. PostHog asks her to confirm her address first.",
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

const ORGANIZATIONS = {
  existing: { level: "owner", projects: [{ name: "Web" }, { name: "Mobile" }] },
  colleague: { level: "member", projects: [{ name: "Website" }] },
} as const;

/** Gives a persona a fresh address, and at PostHog the account that belongs to the story. Returns the address. */
export async function createPersona(persona: Persona): Promise<string> {
  const { name } = PERSONAS[persona];
  const email = `${name.toLowerCase()}-${randomInt(1_000, 10_000)}@example.com`;
  if (persona !== "new") {
    const organizations = [{ name: `Organization of ${email}`, ...ORGANIZATIONS[persona] }];
    await controlSandbox("POST", "users", { email, name, organizations });
  }
  return email;
}

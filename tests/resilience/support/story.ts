import { expect } from "@playwright/test";
import { z } from "zod";
import type { Sandbox } from "../../support/sandbox";
import { type Page, Person } from "./person";

const CONNECTED = "Connected to PostHog";

/** Signs someone in, and returns the connection page. */
export async function signIn(person: Person): Promise<Page> {
  const page = await person.visit("/sign-in");
  const arrived = await person.submit(page, { button: "Sign in", fields: { email: person.email } });
  expect(arrived.url).toBe(`${person.appUrl}/connection`);
  return arrived;
}

/** Presses the button that connects, whatever its current label, and agrees if PostHog asks. */
export async function connect(person: Person): Promise<Page> {
  const page = await person.visit("/connection");
  if (page.text.includes(CONNECTED)) return page;
  const button = page.text.includes("Finish setting up") ? "Finish setting up" : "Connect PostHog";
  return agree(person, await person.submit(page, { button }));
}

/** Logs in to PostHog and consents, if the page asks for that. */
export async function agree(person: Person, page: Page): Promise<Page> {
  let next = page;
  if (new URL(next.url).pathname === "/login") {
    next = await person.submit(next, { button: "Log in", fields: { email: person.email } });
  }
  return next.text.includes("Approve") ? person.submit(next, { button: "Approve" }) : next;
}

/** Presses Open in PostHog on a page that has the button. */
export const open = (person: Person, page: Page): Promise<Page> =>
  person.submit(page, { button: "Open in PostHog" });

/** Someone signed in and connected, whose address PostHog has verified, so that links lead into the project. */
export async function connectedPerson(
  { appUrl, sandbox }: { appUrl: string; sandbox: Sandbox },
  email: string,
): Promise<{ person: Person; page: Page }> {
  const person = new Person(appUrl, email);
  await signIn(person);
  const page = await connect(person);
  expect(page.text).toContain(CONNECTED);
  await verifyEmail(sandbox, email);
  return { person, page };
}

/** Verifies someone's address at PostHog: until then, a link leads only to the verification. */
export async function verifyEmail(sandbox: Sandbox, email: string): Promise<void> {
  for (const { id } of await findAccounts(sandbox, email)) {
    await sandbox.control("PATCH", `users/${id}`, { body: { email_verified: true } });
  }
}

/** Advances PostHog's clock by the hour that access tokens live. */
export const expireToken = (sandbox: Sandbox): Promise<void> => sandbox.advanceClock(3601);

const accountsSchema = z.object({
  users: z.array(
    z.object({
      id: z.union([z.string(), z.number()]).transform(String),
      organizations: z.array(z.object({ projects: z.array(z.object({ id: z.number() })) })),
    }),
  ),
});

/** The accounts PostHog has for an address, in the US. */
export async function findAccounts(sandbox: Sandbox, email: string) {
  const path = `users?${new URLSearchParams({ email })}`;
  return (await sandbox.control("GET", path, { schema: accountsSchema })).users;
}

/** Waits until every planted fault has been triggered. */
export async function faultsMet(sandbox: Sandbox): Promise<void> {
  const schema = z.object({ faults: z.array(z.unknown()) });
  const remaining = async () => (await sandbox.control("GET", "faults", { schema })).faults.length;
  await expect.poll(remaining, { intervals: [10], timeout: 30_000 }).toBe(0);
}

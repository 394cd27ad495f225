import { createPostHogUser } from "../e2e/support/posthog-pages";
import { fillForm } from "../support/form";
import type { Deployment } from "./support/deployment";
import { expect, test } from "./support/fixtures";
import { PATHS } from "./support/paths";
import { type Page, Person } from "./support/person";
import { faultsMet, signIn } from "./support/story";

const DELIVERIES = 12;

/** Has someone with a PostHog account consent; returns them, and the URL that PostHog sends them back to. */
async function consent(deployment: Deployment, email: string): Promise<{ person: Person; back: URL }> {
  await createPostHogUser(deployment.sandbox, email);
  const person = new Person(deployment.appUrl, email);
  const asked = await person.submit(await signIn(person), { button: "Connect PostHog" });
  const page = await person.submit(asked, { button: "Log in", fields: { email } });
  return { person, back: await approve(person, page) };
}

async function approve(person: Person, page: Page): Promise<URL> {
  const { action, body } = fillForm(page.html, "Approve");
  const answer = await person.request(new URL(action, page.url), {
    method: "POST",
    body: new URLSearchParams([...body].map(([key, value]) => [key, String(value)])),
    headers: { origin: new URL(page.url).origin },
  });
  return new URL(answer.headers.get("location") ?? "");
}

const exchanges = async ({ sandbox }: Deployment, since: number) =>
  (await sandbox.requestsSince(since, PATHS.token)).map(({ status }) => status);

test("a callback that reaches three processes many times at once runs once, and every delivery waits for it", async ({
  deploy,
  watch,
}, { testId }) => {
  const deployment = await deploy("PostgreSQL", { processes: 3 });
  const { sandbox, processes } = deployment;
  const { person, back } = await consent(deployment, `${testId.slice(-8)}@example.org`);
  watch(person);
  const before = await sandbox.lastRequest();
  await sandbox.plantFault({ method: "POST", path: PATHS.token, kind: "delay", delay_ms: 2000 });
  const deliveries = Array.from({ length: DELIVERIES }, (_, n) =>
    person
      .otherDevice()
      .at(processes[n % processes.length]?.port ?? 0)
      .request(back),
  );
  const locations = (await Promise.all(deliveries)).map((answer) => answer.headers.get("location"));
  expect(locations).toEqual(Array(DELIVERIES).fill("/connection"));
  expect(await exchanges(deployment, before)).toEqual([200]);
  expect(await sandbox.liveGrants(person.email)).toBe(1);
});

test("a callback whose process was killed is not run again, and the next attempt connects", async ({
  deploy,
  watch,
}, { testId }) => {
  const deployment = await deploy("PostgreSQL", { processes: 2 });
  const { sandbox, processes } = deployment;
  const { person, back } = await consent(deployment, `${testId.slice(-8)}@example.org`);
  watch(person);
  const [first, second] = processes;
  if (!first || !second) throw new Error("too few processes");
  const before = await sandbox.lastRequest();
  await sandbox.plantFault({ method: "POST", path: PATHS.token, kind: "hang" });
  const lost = person
    .at(first.port)
    .request(back)
    .catch(() => null);
  await faultsMet(sandbox);
  await first.kill();
  expect(await lost).toBeNull();
  const waiting = await person.at(second.port).request(back);
  expect(waiting.headers.get("location")).toBe("/callbacks/posthog/problem/flow_under_way");
  expect(await exchanges(deployment, before)).toHaveLength(1);
  const page = await person.at(second.port).visit("/connection");
  const again = await person.at(second.port).submit(page, { button: "Connect PostHog" });
  expect((await person.at(second.port).submit(again, { button: "Approve" })).text).toContain(
    "Connected to PostHog",
  );
});

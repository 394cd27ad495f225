import { createPostHogUser } from "../e2e/support/posthog-pages";
import type { Deployment } from "./support/deployment";
import { expect, test } from "./support/fixtures";
import { PATHS } from "./support/paths";
import { type Page, Person } from "./support/person";
import {
  connect,
  connectedPerson,
  expireToken,
  faultsMet,
  findAccounts,
  open,
  signIn,
  verifyEmail,
} from "./support/story";

/** How far PostHog was when the app died: it had only received the call, or had carried it out and answered. */
const MOMENTS = { received: "hang", answered: "delay" } as const;

interface Scene {
  readonly deployment: Deployment;
  readonly person: Person;
  /** The page on which the person presses the button. */
  readonly page: Page;
}

/** What the person is doing when the app dies, by the call that is under way. */
const SCENES = {
  "the account request": { path: PATHS.account, set: setUpNewcomer, button: "Connect PostHog" },
  "the code exchange": { path: PATHS.token, set: setUpNewcomer, button: "Connect PostHog" },
  "the code exchange after consent": { path: PATHS.token, set: setUpConsent, button: "Approve" },
  "the project's call": { path: PATHS.resources, set: setUpNewcomer, button: "Connect PostHog" },
  "the refresh": { path: PATHS.token, set: setUpExpired, button: "Open in PostHog" },
  "the link's call": { path: PATHS.deepLinks, set: setUpConnected, button: "Open in PostHog" },
} as const;

for (const engine of ["PGlite", "PostgreSQL"] as const) {
  for (const [call, { path, set, button }] of Object.entries(SCENES)) {
    test(`on ${engine}, the app may be killed during ${call}, before and after PostHog has acted`, async ({
      deploy,
      watch,
    }, { testId }) => {
      const deployment = await deploy(engine);
      const { sandbox } = deployment;
      // PostHog fetches the app's document now, so that it does not need it while the app is dead.
      await connectedPerson(deployment, `first-${testId.slice(-8)}@example.org`);
      for (const [moment, kind] of Object.entries(MOMENTS)) {
        await test.step(moment, async () => {
          const email = `${moment}-${testId.slice(-8)}@example.org`;
          const scene = await set(deployment, email);
          watch(scene.person);
          const projects = await projectsOf(deployment, email);
          await sandbox.plantFault({ method: "POST", path, kind, delay_ms: 60_000 });
          await dieUnderClick(scene, button);
          await expectRecovery(scene.person, deployment);
          const after = await projectsOf(deployment, email);
          expect(after, "one account with one project").toHaveLength(1);
          if (projects.length > 0) expect(after).toEqual(projects);
        });
      }
    });
  }
}

async function setUpNewcomer(deployment: Deployment, email: string): Promise<Scene> {
  const person = new Person(deployment.appUrl, email);
  return { deployment, person, page: await signIn(person) };
}

/** Someone with a PostHog account, on its consent page. */
async function setUpConsent(deployment: Deployment, email: string): Promise<Scene> {
  await createPostHogUser(deployment.sandbox, email);
  const person = new Person(deployment.appUrl, email);
  const asked = await person.submit(await signIn(person), { button: "Connect PostHog" });
  return { deployment, person, page: await person.submit(asked, { button: "Log in", fields: { email } }) };
}

async function setUpConnected(deployment: Deployment, email: string): Promise<Scene> {
  return { deployment, ...(await connectedPerson(deployment, email)) };
}

async function setUpExpired(deployment: Deployment, email: string): Promise<Scene> {
  const scene = await setUpConnected(deployment, email);
  await expireToken(deployment.sandbox);
  return scene;
}

/** Presses the button, kills the app while PostHog has the call, and starts it again. */
async function dieUnderClick({ deployment, person, page }: Scene, button: string): Promise<void> {
  const [process] = deployment.processes;
  const click = person.submit(page, { button }).catch(() => null);
  await faultsMet(deployment.sandbox);
  await process?.kill();
  expect(await click, "the click died with the app").toBeNull();
  await process?.restart();
}

/** The next visit finds a page that offers to continue, and continuing leads into the project. */
async function expectRecovery(person: Person, { sandbox }: Deployment): Promise<void> {
  const page = await connect(person);
  expect(page.text).toContain("Connected to PostHog");
  await verifyEmail(sandbox, person.email);
  let landing = await open(person, page);
  if (landing.text.includes("permission again")) landing = await open(person, await connect(person));
  expect(landing.url).toMatch(/\/project\/\d+$/);
}

/** The projects of all accounts that PostHog has for an address. */
async function projectsOf({ sandbox }: Deployment, email: string): Promise<number[]> {
  const accounts = await findAccounts(sandbox, email);
  return accounts.flatMap(({ organizations }) =>
    organizations.flatMap(({ projects }) => projects.map(({ id }) => id)),
  );
}

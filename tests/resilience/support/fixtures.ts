import { expect } from "@playwright/test";
import { dumpDatabase, findLeaks, readBundles, recordedSecrets } from "../../support/leaks";
import { type Deployment, startDeployment } from "./deployment";
import type { Person } from "./person";
import { test as withPostgres } from "./postgres";

type Options = Omit<Parameters<typeof startDeployment>[0] & object, "postgresUrl">;

interface Fixtures {
  /** Starts an app for this test. When the test is over, no secret may be found in anything it left. */
  deploy(engine: "PGlite" | "PostgreSQL", options?: Options): Promise<Deployment>;
  /** Also searches what the app sends this person for secrets. */
  watch(person: Person): void;
}

export const test = withPostgres.extend<Fixtures & { watched: Person[] }>({
  watched: async ({}, use) => use([]),
  watch: async ({ watched }, use) => use((person) => void watched.push(person)),
  deploy: async ({ postgres, watched }, use) => {
    const deployments: Deployment[] = [];
    await use(async (engine, options = {}) => {
      const server = engine === "PostgreSQL" ? { postgresUrl: postgres.url } : {};
      const deployment = await startDeployment({ ...options, ...server });
      deployments.push(deployment);
      return deployment;
    });
    for (const deployment of deployments) await inspectAndStop(deployment, watched);
  },
});

export { expect };

/** Stops an app, and checks what must hold after anything that can happen to it. */
export async function inspectAndStop(deployment: Deployment, people: readonly Person[]): Promise<void> {
  await deployment.stopApp();
  const secrets = await recordedSecrets(deployment.sandbox);
  const places = [
    { name: "the app's output", text: deployment.output() },
    ...(await deployment.withDatabase(dumpDatabase)),
    ...people.flatMap(({ email, bodies }) => bodies.map((text) => ({ name: `a page of ${email}`, text }))),
    ...readBundles(),
  ];
  await deployment.stop();
  expect(findLeaks(places, secrets), "secrets where they must not be").toEqual([]);
  expect(defects(deployment.output()), "defects in the app's output").toEqual([]);
}

/** Lines with which Next and Node report uncaught errors. */
export const defects = (output: string): string[] =>
  output.split("\n").filter((line) => /⨯|unhandled|uncaught|^\s*(\w*Error):/i.test(line));

import { randomBytes } from "node:crypto";
import { z } from "zod";
import { checksums } from "./support/checksums";
import { expect, test } from "./support/fixtures";
import { connectedPerson, open } from "./support/story";

const newKey = (id: string) => `${id}:${randomBytes(32).toString("base64url")}`;
const answerSchema = z.object({ obstacles: z.array(z.string()), warnings: z.array(z.string()).default([]) });
const RECONNECT = "We can no longer decrypt the access stored for your connection.";

for (const [what, wrong] of [
  ["another key", newKey("other")],
  ["another key of the same id", newKey("right")],
] as const) {
  test(`a start with ${what} changes no row, and everything works again with the right one`, async ({
    deploy,
    watch,
  }) => {
    const right = newKey("right");
    const deployment = await deploy("PostgreSQL", { env: { ENCRYPTION_KEYS: right } });
    const { processes, withDatabase } = deployment;
    const [process] = processes;
    const ready = async () => {
      const response = await fetch(`${deployment.appUrl}/api/ready`);
      return { status: response.status, ...answerSchema.parse(await response.json()) };
    };
    const { person, page } = await connectedPerson(deployment, "keys@example.org");
    watch(person);
    expect(await ready()).toEqual({ status: 200, obstacles: [], warnings: [] });
    const connections = () => withDatabase(async (session) => (await checksums(session)).Connection);
    const before = await connections();

    await process?.roll({ ENCRYPTION_KEYS: wrong }, async () => {});
    const lost = await ready();
    expect(lost.status).toBe(503);
    expect(lost.obstacles.join()).toContain("(right)");
    expect((await open(person, page)).text).toContain(RECONNECT);
    const asked = await person.visit("/connection");
    expect(asked.text).toContain(RECONNECT);
    expect(asked.text).toContain("Connect PostHog again");
    expect(await connections()).toEqual(before);

    await process?.roll({ ENCRYPTION_KEYS: `${wrong.replace(/^right/, "new")},${right}` }, async () => {});
    expect(await ready()).toEqual({ status: 200, obstacles: [], warnings: [] });
    expect((await open(person, page)).url).toMatch(/\/project\/\d+$/);
  });
}

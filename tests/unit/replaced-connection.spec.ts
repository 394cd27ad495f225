import { expect } from "@playwright/test";
import { rotateProjectToken } from "../../lib/connection/project-token";
import { type ProjectHooks, provision, saveGrant } from "../../lib/connection/provisioning";
import { db } from "../../lib/platform/db";
import type { Region } from "../../lib/posthog/regions";
import type { ConnectionOwner } from "../../lib/tokens/owner";
import { addUser, newOwner } from "./support/connections";
import { openTestDatabase, provideDatabase } from "./support/database";
import { test } from "./support/posthog-server";

const hooks: ProjectHooks = { scopes: {}, onProject: async () => {} };

const grantIn = (owner: ConnectionOwner, region: Region) => {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const tokens = { accessToken: `pha_${region}_1`, refreshToken: `phr_${region}_1`, expiresAt };
  return saveGrant(owner, { region, tokens, teams: [], scopes: [] });
};

const rowOf = (owner: ConnectionOwner) =>
  db().connection.findUnique({ where: { userId_partnerProjectId: owner } });

test.describe("a connection that replaces another in the other region", () => {
  provideDatabase();
  test.afterEach(({ posthogServer }) => {
    posthogServer.meanwhile = undefined;
  });

  test("gets no project of a set-up that ends after that", async ({ posthogServer }) => {
    const owner = newOwner();
    await addUser(owner);
    await grantIn(owner, "US");
    posthogServer.meanwhile = () => grantIn(owner, "EU");
    await provision(owner, hooks);
    expect(await rowOf(owner)).toMatchObject({ region: "EU", projectId: null, projectToken: null });
  });

  test("keeps its project token when the other's is replaced", async ({ posthogServer }) => {
    const owner = newOwner();
    await addUser(owner);
    await grantIn(owner, "US");
    await provision(owner, hooks);
    const projectId = (await rowOf(owner))?.projectId;
    posthogServer.meanwhile = async () => {
      await grantIn(owner, "EU");
      // Each region assigns ids independently, so two projects can have the same one.
      await db().connection.updateMany({ where: owner, data: { projectId, projectToken: "phc_eu" } });
    };
    await rotateProjectToken(owner, hooks);
    expect(await rowOf(owner)).toMatchObject({ region: "EU", projectId, projectToken: "phc_eu" });
  });
});

test("a project token is replaced once when two requests replace it at the same time", async ({
  posthogServer,
}) => {
  await openTestDatabase();
  const owner = newOwner();
  await addUser(owner);
  await grantIn(owner, "US");
  await provision(owner, hooks);
  posthogServer.asked.length = 0;
  const both = await Promise.allSettled([1, 2].map(() => rotateProjectToken(owner, hooks)));
  expect(both.filter(({ status }) => status === "rejected")).toMatchObject([
    { reason: { code: "project_not_ready" } },
  ]);
  expect(posthogServer.asked.filter(({ call }) => call.endsWith("/rotate_credentials"))).toHaveLength(1);
  expect(await rowOf(owner)).toMatchObject({ projectToken: "phc_US_rotated" });
});

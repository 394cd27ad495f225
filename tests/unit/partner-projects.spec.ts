import { expect } from "@playwright/test";
import { deleteAccount } from "../../lib/connection/account";
import { mintLinkForClick } from "../../lib/connection/deep-link";
import { disconnect } from "../../lib/connection/disconnect";
import { finishOnboarding, startOnboarding } from "../../lib/connection/onboarding";
import { rotateProjectToken } from "../../lib/connection/project-token";
import { type ProjectHooks, provision, saveGrant } from "../../lib/connection/provisioning";
import { withAccessToken } from "../../lib/connection/tokens";
import { brand } from "../../lib/platform/brand";
import { db } from "../../lib/platform/db";
import type { ConnectionOwner } from "../../lib/tokens/owner";
import { addUser, newOwner } from "./support/connections";
import { provideDatabase } from "./support/database";
import { test } from "./support/posthog-server";

const HOUR_MS = 3_600_000;

/** Owners that the features were told about. */
const told: ConnectionOwner[] = [];
const hooks: ProjectHooks = { scopes: {}, onProject: async (owner) => void told.push(owner) };

/** Connects an owner completely; every one of their tokens contains the name. */
async function connectAs(name: string, owner: ConnectionOwner): Promise<ConnectionOwner> {
  await addUser(owner);
  const expiresAt = new Date(Date.now() + HOUR_MS);
  const tokens = { accessToken: `pha_${name}_1`, refreshToken: `phr_${name}_1`, expiresAt };
  await saveGrant(owner, { region: "US", tokens, teams: [], scopes: ["project:read"] });
  await provision(owner, hooks);
  return owner;
}

const rowOf = (owner: ConnectionOwner) =>
  db().connection.findUnique({ where: { userId_partnerProjectId: owner } });

const presentToken = (owner: ConnectionOwner) =>
  withAccessToken(owner, async ({ accessToken }) => accessToken);

test.describe("one person with two of the partner's projects", () => {
  provideDatabase();

  /** Runs an operation on one connection, and expects that it does not touch the other. */
  async function expectAlone(
    asked: readonly { credential: string }[],
    operate: (owner: ConnectionOwner) => Promise<unknown>,
  ): Promise<ConnectionOwner> {
    const first = newOwner("site-a");
    const second = { ...first, partnerProjectId: "site-b" };
    await connectAs("b", second);
    await connectAs("a", first);
    const [before, start] = [await rowOf(second), asked.length];
    told.length = 0;
    await operate(first);
    // A request for an account carries no owner's credential: it is the client's own.
    const credentials = asked.slice(start).flatMap(({ credential }) => credential || []);
    expect(credentials.length).toBeGreaterThan(0);
    expect(credentials.filter((credential) => !/^ph[ar]_a_\d$/.test(credential))).toEqual([]);
    expect(told.every((owner) => owner.partnerProjectId === "site-a")).toBe(true);
    expect(before).not.toBeNull();
    expect(await rowOf(second)).toEqual(before);
    expect(await presentToken(second)).toBe("pha_b_1");
    return first;
  }

  test("has two connections, each with its own tokens and project", async () => {
    const first = await connectAs("a", newOwner("site-a"));
    const second = await connectAs("b", { ...first, partnerProjectId: "site-b" });
    expect(await presentToken(first)).toBe("pha_a_1");
    expect(await presentToken(second)).toBe("pha_b_1");
    expect([await rowOf(first), await rowOf(second)]).toMatchObject([
      { projectId: "project-of-a", projectToken: "phc_a" },
      { projectId: "project-of-b", projectToken: "phc_b" },
    ]);
  });

  for (const [partnerProjectId, body] of [
    ["site-a", { project_id: "site-a", label_prefix: brand.labelPrefix }],
    ["default", { label_prefix: brand.labelPrefix }],
  ] as const) {
    test(`asks PostHog for a project of its own for ${partnerProjectId}: ${"project_id" in body}`, async ({
      posthogServer: { asked },
    }) => {
      const start = asked.length;
      await connectAs("a", newOwner(partnerProjectId));
      const sent = asked.slice(start).filter(({ call }) => call.endsWith("/resources"));
      expect(sent.map((request) => JSON.parse(request.body))).toEqual([body]);
    });
  }

  test("refreshes one ahead of its expiry", async ({ posthogServer: { asked } }) => {
    await expectAlone(asked, async (owner) => {
      await db().connection.updateMany({ where: { ...owner }, data: { accessTokenExpiresAt: new Date() } });
      expect(await presentToken(owner)).toBe("pha_a_2");
    });
  });

  test("refreshes one that PostHog refuses", async ({ posthogServer: { asked, refused } }) => {
    await expectAlone(asked, async (owner) => {
      refused.add("pha_a_1");
      expect(await mintLinkForClick(owner, "home")).toContain("token=pha_a_2");
    }).finally(() => refused.clear());
  });

  test("ends one whose grant is gone", async ({ posthogServer: { asked, refused } }) => {
    const owner = await expectAlone(asked, async (owner) => {
      refused.add("pha_a_1").add("phr_a_1");
      await expect(mintLinkForClick(owner, "home")).rejects.toMatchObject({ code: "reconnect_required" });
    }).finally(() => refused.clear());
    expect(await rowOf(owner)).toMatchObject({ status: "NEEDS_RECONNECT" });
  });

  test("finishes the set-up of one", async ({ posthogServer: { asked } }) => {
    await expectAlone(asked, (owner) => provision(owner, hooks, "Renamed"));
    expect(told).toHaveLength(1);
  });

  test("replaces the project token of one", async ({ posthogServer: { asked } }) => {
    const owner = await expectAlone(asked, (owner) => rotateProjectToken(owner, hooks));
    expect((await rowOf(owner))?.projectToken).toBe("phc_a_rotated");
  });

  test("opens one", async ({ posthogServer: { asked } }) => {
    await expectAlone(asked, async (owner) => {
      expect(await mintLinkForClick(owner, "insights")).toContain("token=pha_a_1");
    });
  });

  test("disconnects one", async ({ posthogServer: { asked } }) => {
    const owner = await expectAlone(asked, disconnect);
    expect(await rowOf(owner)).toBeNull();
    expect(asked.slice(-2)).toMatchObject([
      { call: expect.stringMatching(/\/project-of-a\/remove$/), credential: "pha_a_1" },
      { call: "POST /oauth/revoke/", credential: "phr_a_1" },
    ]);
  });

  test("connects again with a consent that belongs to one", async ({ posthogServer: { asked } }) => {
    const owner = await expectAlone(asked, async (owner) => {
      const outcome = await startOnboarding(
        owner,
        { email: "ada@example.org", name: null },
        { region: "US" },
        hooks,
      );
      if (outcome.type !== "consent") throw new Error("no consent was asked for");
      await finishOnboarding({ ...owner, region: "US" }, { ...outcome, code: "phr_a_8" }, hooks);
    });
    expect(await presentToken(owner)).toBe("pha_a_9");
  });
});

test.describe("two people with one of the partner's projects", () => {
  provideDatabase();

  test("each mint links with their own tokens alone", async ({ posthogServer: { asked } }) => {
    const ada = await connectAs("ada", newOwner("shared"));
    const bob = await connectAs("bob", newOwner("shared"));
    for (const [owner, token] of [
      [ada, "pha_ada_1"],
      [bob, "pha_bob_1"],
    ] as const) {
      const start = asked.length;
      expect(await mintLinkForClick(owner, "home")).toContain(`token=${token}`);
      expect(asked.slice(start).map(({ credential }) => credential)).toEqual([token]);
    }
  });

  test("who has not connected mints nothing, though the other one has", async ({ posthogServer }) => {
    await connectAs("ada", newOwner("shared"));
    const bob = newOwner("shared");
    await addUser(bob);
    const start = posthogServer.asked.length;
    await expect(mintLinkForClick(bob, "home")).rejects.toMatchObject({ code: "not_connected" });
    expect(posthogServer.asked).toHaveLength(start);
  });

  test("who deletes their account ends all of their own connections and none of the other's", async ({
    posthogServer: { asked },
  }) => {
    const ada = await connectAs("ada", newOwner("shared"));
    const second = await connectAs("ada2", { ...ada, partnerProjectId: "site-b" });
    const bob = await connectAs("bob", newOwner("shared"));
    const [before, start] = [await rowOf(bob), asked.length];
    await deleteAccount(ada.userId);
    expect([await rowOf(ada), await rowOf(second), await rowOf(bob)]).toEqual([null, null, before]);
    expect(asked.slice(start).map(({ credential }) => credential)).toEqual([
      "pha_ada_1",
      "phr_ada_1",
      "pha_ada2_1",
      "phr_ada2_1",
    ]);
  });
});

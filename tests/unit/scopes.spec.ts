import { expect } from "@playwright/test";
import identity from "../../.well-known/posthog-client.json" with { type: "json" };
import { scopeReasons } from "../../features";
import { finishOnboarding, startOnboarding } from "../../lib/connection/onboarding";
import { requestedScopes, unusedScopes } from "../../lib/connection/scopes";
import { db } from "../../lib/platform/db";
import { addUser, newOwner } from "./support/connections";
import { provideDatabase } from "./support/database";
import { test } from "./support/posthog-server";

const declared = identity["com.posthog"].scopes;

test.describe("the scopes that are asked for", () => {
  test("are those with a reason, and the document declares no others", () => {
    expect([...requestedScopes(scopeReasons)].sort()).toEqual([...declared].sort());
    expect(unusedScopes(scopeReasons)).toEqual([]);
    for (const reason of Object.values(scopeReasons)) expect(reason).toMatch(/^To .+\.$/);
  });

  test("are never more than the document declares", () => {
    const [first = ""] = declared;
    expect(requestedScopes({ [first]: "To try.", "person:write": "To try." })).toEqual([first]);
  });

  test("are never none, which PostHog takes for everything", () => {
    expect(requestedScopes({})).toEqual(declared);
    expect(unusedScopes({})).toEqual(declared);
  });
});

test.describe("the scopes that are shown", () => {
  provideDatabase();
  const hooks = { scopes: scopeReasons, onProject: async () => {} };

  /** The scopes of someone who has connected through consent. */
  async function connectedScopes(): Promise<readonly string[] | undefined> {
    const owner = newOwner("default");
    await addUser(owner);
    const ada = { email: "ada@example.org", name: null };
    const outcome = await startOnboarding(owner, ada, { region: "US" }, hooks);
    if (outcome.type !== "consent") throw new Error("no consent was asked for");
    await finishOnboarding({ ...owner, region: "US" }, { ...outcome, code: "phr_a_1" }, hooks);
    const where = { userId_partnerProjectId: owner };
    return (await db().connection.findUnique({ where, select: { scopes: true } }))?.scopes;
  }

  test("are those that PostHog granted", async ({ posthogServer }) => {
    posthogServer.introspection = { active: true, scope: "project:read" };
    expect(await connectedScopes()).toEqual(["project:read"]);
  });

  test("are those that were asked for, where PostHog does not say", async ({ posthogServer }) => {
    posthogServer.introspection = undefined;
    expect(await connectedScopes()).toEqual(requestedScopes(scopeReasons));
  });
});

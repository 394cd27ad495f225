import { expect, test } from "@playwright/test";
import { configureClient } from "../../lib/posthog/client";
import { PostHogError } from "../../lib/posthog/errors";
import { provisionProject } from "../../lib/posthog/resources";
import { readTokens, STORES, serverAccepting, stageCustody } from "./support/custody-stage";
import { provideDatabase } from "./support/database";

for (const kind of STORES) {
  test.describe(`a refresh whose answer did not arrive, with tokens ${kind.name}`, () => {
    provideDatabase();

    test("lets the next caller try at once, who knows what a refusal means", async () => {
      const answers = [
        new PostHogError("network"),
        new PostHogError("rate_limited", { status: 429 }),
        new PostHogError("invalid_grant", { status: 400 }),
      ];
      const refresh = () => Promise.reject(answers.shift());
      const { owner, seen, withAccessToken } = await stageCustody(kind, refresh, { minutes: 4 });
      for (const expected of ["network", "rate_limited", "reconnect_required"]) {
        const called = withAccessToken(owner, serverAccepting().call);
        await expect(called).rejects.toMatchObject({ code: expected });
      }
      expect(seen.outcomes).toEqual([[owner, "renewal_lost", undefined]]);
      expect(seen.waits).toBe(0);
    });

    test("is known for what it is when the process that waited for it has died", async () => {
      const refuse = () => Promise.reject(new PostHogError("invalid_grant", { status: 400 }));
      const { store, owner, seen, ...staged } = await stageCustody(kind, refuse, { minutes: 4 });
      await store.takeLease(owner, await readTokens(store, owner));
      await staged.expireLease(owner);
      const called = staged.withAccessToken(owner, serverAccepting().call);
      await expect(called).rejects.toMatchObject({ code: "reconnect_required" });
      expect(seen.outcomes).toEqual([[owner, "renewal_lost", undefined]]);
    });
  });
}

test("a project whose answer cannot be read is read once more", async () => {
  const project = {
    status: "complete",
    id: "7",
    complete: { access_configuration: { api_key: "phc_a", host: "https://us.example" } },
  };
  const answers = [new Response("<html>"), Response.json(project)];
  const config = configureClient({
    baseUrls: { US: "https://us.example", EU: "https://eu.example" },
    clientId: "https://app.example/.well-known/posthog-client.json",
    fetch: async () => answers.shift() ?? Response.error(),
  });
  const request = { region: "US", accessToken: "pha_a" } as const;
  expect(await provisionProject(config, request)).toMatchObject({ id: "7", projectToken: "phc_a" });
});

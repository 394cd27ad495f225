import { expect, test } from "@playwright/test";
import { PostHogError } from "../../lib/posthog/errors";
import { STORES, serverAccepting, stageCustody } from "./support/custody-stage";
import { provideDatabase } from "./support/database";

for (const kind of STORES) {
  test.describe(`a refresh whose answer did not arrive, with tokens ${kind.name}`, () => {
    provideDatabase();

    test("lets the next caller try at once, who knows what a refusal means", async () => {
      const answers = [new PostHogError("network"), new PostHogError("invalid_grant", { status: 400 })];
      const refresh = () => Promise.reject(answers.shift());
      const { owner, seen, withAccessToken } = await stageCustody(kind, refresh, { minutes: 4 });
      for (const expected of ["network", "reconnect_required"]) {
        const called = withAccessToken(owner, serverAccepting().call);
        await expect(called).rejects.toMatchObject({ code: expected });
      }
      expect(seen.outcomes).toEqual([[owner, "renewal_lost", undefined]]);
      expect(seen.waits).toBe(0);
    });
  });
}

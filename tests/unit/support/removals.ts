import { type ProjectHooks, provision, saveGrant } from "../../../lib/connection/provisioning";
import { db } from "../../../lib/platform/db";
import type { Region } from "../../../lib/posthog/regions";
import type { ConnectionOwner } from "../../../lib/tokens/owner";
import { addUser, newOwner } from "./connections";
import { test as base, type PostHogServer } from "./posthog-server";

const HOUR_MS = 3_600_000;

export const hooks: ProjectHooks = { scopes: {}, onProject: async () => {} };

/** Tests that begin with nothing pending, and with a server that refuses nothing. */
export const test = base.extend<{ fresh: undefined }>({
  fresh: [
    async ({ posthogServer }, use) => {
      await db().pendingRemoval.deleteMany();
      posthogServer.asked.length = 0;
      posthogServer.refused.clear();
      posthogServer.failing.clear();
      posthogServer.meanwhile = undefined;
      await use(undefined);
    },
    { auto: true },
  ],
});

/** Saves a grant whose tokens contain this name, without a project. */
export async function grant(
  name: string,
  owner: ConnectionOwner,
  region: Region = "US",
): Promise<ConnectionOwner> {
  const expiresAt = new Date(Date.now() + HOUR_MS);
  const tokens = { accessToken: `pha_${name}_1`, refreshToken: `phr_${name}_1`, expiresAt };
  await saveGrant(owner, { region, tokens, teams: [], scopes: [] });
  return owner;
}

/** Saves such a grant with its project, which has the same name. */
export async function connect(name: string, owner = newOwner(), region?: Region): Promise<ConnectionOwner> {
  await addUser(owner);
  await provision(await grant(name, owner, region), hooks);
  return owner;
}

/** The calls that PostHog got in order to remove and revoke, such as `remove pha_ada_1`. */
export const endings = ({ asked }: PostHogServer) =>
  asked.flatMap(({ call, credential }) => {
    const [kind] = /(?<=\/)(remove|revoke|token)(?=\/?$)/.exec(call) ?? [];
    return kind ? [`${kind} ${credential}`] : [];
  });

export const pending = () => db().pendingRemoval.findMany({ orderBy: { id: "asc" } });

/** Ends the pause before the next attempt. */
export const passPause = () => db().pendingRemoval.updateMany({ data: { nextAttemptAt: new Date(0) } });

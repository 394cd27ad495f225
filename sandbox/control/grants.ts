import { Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";

/** Grants that a client can still use, one for each live refresh token. The tokens themselves are not shown. */
export function grantControl(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.get("/grants", (c) => {
    const { refreshTokens, users } = region.store;
    const live = [...refreshTokens.values()].filter((token) => !token.revoked && !token.endedByOperator);
    const grants = live.map(({ clientId, userId, projectIds, issuedAt }) => ({
      client_id: clientId,
      user_id: userId,
      email: users.get(String(userId))?.email ?? null,
      project_ids: projectIds,
      issued_at: new Date(issuedAt).toISOString(),
    }));
    return c.json({ grants });
  });
  return app;
}

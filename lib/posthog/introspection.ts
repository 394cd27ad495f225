import { z } from "zod";
import type { ClientConfig } from "./config.ts";
import { decodeError } from "./errors.ts";
import { readJson, runCall, sendRequest } from "./http.ts";
import type { Region } from "./regions.ts";

const introspectionSchema = z
  .object({ active: z.boolean(), scope: z.string().catch("") })
  .transform(({ active, scope }) => ({
    isActive: active,
    scopes: scope.split(" ").filter((name) => name !== ""),
  }));

export type Introspection = z.output<typeof introspectionSchema>;

/**
 * Asks what an access token grants (RFC 7662). The token asks about itself, which needs no scope.
 * @returns null if the server does not say: it has no such endpoint, or does not know the token there.
 * @throws {PostHogError} when no answer came, the server failed, or it answered 429.
 */
export function introspectToken(
  config: ClientConfig,
  { region, accessToken }: { region: Region; accessToken: string },
): Promise<Introspection | null> {
  return runCall(config, { region, idempotent: true }, async (signal) => {
    const response = await sendRequest(config, new URL("/oauth/introspect/", config.baseUrls[region]), {
      method: "POST",
      headers: { authorization: `Bearer ${accessToken}`, accept: "application/json" },
      body: new URLSearchParams({ token: accessToken }),
      signal,
    });
    if (response.ok) return introspectionSchema.safeParse(await readJson(response)).data ?? null;
    if (response.status === 429 || response.status >= 500) throw await decodeError(response);
    return null;
  });
}

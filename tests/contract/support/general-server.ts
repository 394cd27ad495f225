import type { Answer } from "./answer";
import type { Client, Fields } from "./clients";
import { bearer, type Region } from "./region";

// PostHog's general OAuth server. Its endpoints take forms, as their RFCs require.

export const post = (region: Region, path: string, fields: Fields, headers = {}): Promise<Answer> =>
  region.form(
    path,
    Object.entries(fields).map(([name, value]) => [name, String(value)]),
    headers,
  );

export async function revoke(
  region: Region,
  client: Client,
  token: string,
  fields: Fields = {},
): Promise<Answer> {
  return post(region, "/oauth/revoke/", { token, ...(await client.proof(region)), ...fields });
}

/** Introspects a token, authenticated with another token or with the same one. */
export const introspect = (region: Region, token: string, by = token): Promise<Answer> =>
  post(region, "/oauth/introspect/", { token }, bearer(by));

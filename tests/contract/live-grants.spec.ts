import { z } from "zod";
import { read } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { revoke } from "./support/general-server";
import { newTokens, refreshed } from "./support/grants";
import type { Region } from "./support/region";

const grantSchema = z.looseObject({ client_id: z.string() });

async function grantsOf(region: Region, clientId: string) {
  const grants = z.array(grantSchema).parse(read(await region.control("GET", "grants"), "grants"));
  return grants.filter(({ client_id }) => client_id === clientId);
}

test("grants are listed while their refresh token is live, without tokens", async ({ us, eu, partner }) => {
  const client = await register(us, partner);
  const tokens = await newTokens(us, client);
  expect(await grantsOf(us, client.id)).toEqual([
    {
      ...{ client_id: client.id, user_id: expect.any(Number), email: tokens.email },
      ...{ project_ids: [tokens.teamId], issued_at: expect.stringMatching(/Z$/) },
    },
  ]);
  expect(await grantsOf(eu, client.id)).toEqual([]);
  const next = await refreshed(us, client, tokens);
  expect(await grantsOf(us, client.id)).toHaveLength(1);
  await revoke(us, client, next.refresh);
  expect(await grantsOf(us, client.id)).toEqual([]);
});

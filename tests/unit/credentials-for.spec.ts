import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { type ManagementScope, withCredentialFor } from "../../features/personal-api-key/credentials";
import { keepPersonalApiKey, listPersonalApiKeys } from "../../features/personal-api-key/personal-api-keys";
import { db } from "../../lib/platform/db";
import { PostHogError, type PostHogErrorCode } from "../../lib/posthog/errors";
import { sealTokens } from "../../lib/tokens/token-custody";
import { provideDatabase } from "./support/database";

const HOUR_MS = 3_600_000;

interface Holdings {
  /** Scopes of the access token `pha_token`. */
  readonly token?: readonly string[];
  /** Scopes of the pasted key `phx_pasted`. */
  readonly pasted?: readonly string[];
  /** Whether `phx_provisioned` came with the project. */
  readonly provisioned?: boolean;
}

test.describe("the credential for a call", () => {
  provideDatabase();

  for (const [words, holdings, scope, expected] of [
    ["the token that reads", { token: ["project:read"] }, "project:read", "pha_token"],
    ["a token that writes, to read", { token: ["project:write"] }, "project:read", "pha_token"],
    ["a token that was granted writing", { token: ["project:write"] }, "project:write", "pha_token"],
    [
      "the pasted key first",
      { token: ["project:read"], pasted: ["project:write"] },
      "project:read",
      "phx_pasted",
    ],
    [
      "the pasted key for what it covers",
      { pasted: ["organization:read"] },
      "organization:read",
      "phx_pasted",
    ],
    [
      "the token where the pasted key is for something else",
      { token: ["project:read"], pasted: ["organization:write"] },
      "project:read",
      "pha_token",
    ],
    [
      "the key that came with the project last",
      { provisioned: true },
      "organization:write",
      "phx_provisioned",
    ],
    ["no token for an organization", { token: ["organization:write"] }, "organization:read", "none"],
    ["no pasted key beyond its scopes", { pasted: ["project:read"] }, "project:write", "none"],
    ["nothing where there is nothing", {}, "project:read", "none"],
  ] as const satisfies readonly (readonly [string, Holdings, ManagementScope, string])[]) {
    test(`is ${words}`, async () => {
      const userId = await holder({ ...holdings });
      const used = withCredentialFor(userId, scope, async ({ credential }) => credential);
      expect(await used.catch((error) => (error.code === "personal_api_key_needed" ? "none" : error))).toBe(
        expected,
      );
    });
  }

  for (const code of ["missing_scope", "scoped_projects"] as const) {
    test(`that came with the project is forgotten once it meets ${code}, and PostHog's words are kept`, async () => {
      const userId = await holder({ provisioned: true });
      const used = withCredentialFor(userId, "project:write", refusing(code));
      await expect(used).rejects.toMatchObject({ code, details: { detail: "No." } });
      expect(await listPersonalApiKeys(userId)).toEqual([]);
    });
  }

  test("that the user pasted stays, dead or refused: taking it back is theirs", async () => {
    const userId = await holder({ pasted: ["project:write"] });
    const dead = withCredentialFor(userId, "project:write", refusing("unauthorized"));
    await expect(dead).rejects.toMatchObject({ code: "personal_api_key_refused" });
    const refused = withCredentialFor(userId, "project:write", refusing("access_level_insufficient"));
    await expect(refused).rejects.toMatchObject({ code: "access_level_insufficient" });
    expect(await listPersonalApiKeys(userId)).toHaveLength(1);
  });
});

const refusing = (code: PostHogErrorCode) => () =>
  Promise.reject(new PostHogError(code, { status: 403, detail: "No." }));

async function holder({ token = [], pasted, provisioned }: Holdings): Promise<string> {
  const userId = randomUUID();
  const expiresAt = new Date(Date.now() + HOUR_MS);
  const tokens = { accessToken: "pha_token", refreshToken: "phr_token", expiresAt };
  await db().user.create({ data: { id: userId, email: `${userId}@example.org` } });
  await db().connection.create({
    data: {
      userId,
      region: "US",
      scopes: [...token],
      teams: [{ id: "7", name: "Web", organizationId: "org", organizationName: "Org" }],
      projectId: "7",
      projectToken: "phc_public",
      apiHost: "https://us.example",
      ...(await sealTokens(userId, tokens)),
    },
  });
  if (pasted) await keepPersonalApiKey(userId, "phx_pasted", "PASTED", pasted);
  if (provisioned) await keepPersonalApiKey(userId, "phx_provisioned", "PROVISIONED");
  return userId;
}

import { expect, test } from "@playwright/test";
import { PostHogError, type PostHogErrorCode } from "@/lib/posthog/errors";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { addConnection, newOwner } from "@/tests/unit/support/connections";
import { provideDatabase } from "@/tests/unit/support/database";
import { type ManagementScope, withCredentialFor } from "../../credentials";
import { listPersonalApiKeys, savePersonalApiKey } from "../../personal-api-keys";

interface Held {
  /** Scopes of the access token `pha_token`. */
  readonly token?: readonly string[];
  /** Scopes of the pasted key `phx_pasted`. */
  readonly pasted?: readonly string[];
  /** Whether `phx_provisioned` came with the project. */
  readonly provisioned?: boolean;
}

test.describe("the credential for a call", () => {
  provideDatabase();

  for (const [words, held, scope, expected] of [
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
  ] as const satisfies readonly (readonly [string, Held, ManagementScope, string])[]) {
    test(`is ${words}`, async () => {
      const owner = await connectedOwner({ ...held });
      const used = withCredentialFor(owner, scope, async ({ credential }) => credential);
      expect(await used.catch((error) => (error.code === "personal_api_key_needed" ? "none" : error))).toBe(
        expected,
      );
    });
  }

  for (const code of ["missing_scope", "scoped_projects"] as const) {
    test(`that came with the project is deleted once it meets ${code}, and PostHog's words are kept`, async () => {
      const owner = await connectedOwner({ provisioned: true });
      const used = withCredentialFor(owner, "project:write", refusing(code));
      await expect(used).rejects.toMatchObject({ code, details: { detail: "No." } });
      expect(await listPersonalApiKeys(owner)).toEqual([]);
    });
  }

  test("that the user pasted is kept even if PostHog refuses it: only the user deletes it", async () => {
    const owner = await connectedOwner({ pasted: ["project:write"] });
    const dead = withCredentialFor(owner, "project:write", refusing("unauthorized"));
    await expect(dead).rejects.toMatchObject({ code: "personal_api_key_refused" });
    const refused = withCredentialFor(owner, "project:write", refusing("access_level_insufficient"));
    await expect(refused).rejects.toMatchObject({ code: "access_level_insufficient" });
    expect(await listPersonalApiKeys(owner)).toHaveLength(1);
  });
});

const refusing = (code: PostHogErrorCode) => () =>
  Promise.reject(new PostHogError(code, { status: 403, detail: "No." }));

async function connectedOwner({ token = [], pasted, provisioned }: Held): Promise<ConnectionOwner> {
  const owner = newOwner();
  const grant = await addConnection(owner, { scopes: [...token] });
  if (pasted) await savePersonalApiKey(grant, "phx_pasted", "PASTED", pasted);
  if (provisioned) await savePersonalApiKey(grant, "phx_provisioned", "PROVISIONED");
  return owner;
}

import { None, PrivateKeyJwt } from "oauth4webapi";
import { configureClient } from "../../lib/posthog/client";
import { type ProbedStep, probe } from "../../scripts/support/probe/probe";
import { type Client, publish, register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newEmail } from "./support/grants";
import type { Region } from "./support/region";

/** Probes a region the way `npm run probe` does. */
async function probed(us: Region, eu: Region, client: Client): Promise<ProbedStep[]> {
  const { signer } = client;
  const config = configureClient({
    baseUrls: { US: us.origin, EU: eu.origin },
    clientId: client.id,
    authenticate: signer ? PrivateKeyJwt({ key: signer.privateKey, kid: signer.kid }) : None(),
  });
  const scopes = ["project:read", "query:read"];
  const steps: ProbedStep[] = [];
  for await (const step of probe(config, { region: "US", email: newEmail(), scopes })) steps.push(step);
  return steps;
}

const differencesIn = (steps: readonly ProbedStep[]) => steps.flatMap(({ differences }) => differences);

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("the probe finds nothing that differs, and leaves no grant behind", async ({ us, eu, partner }) => {
      const steps = await probed(us, eu, await publish(partner, { isConfidential: profile === "current" }));
      expect(differencesIn(steps)).toEqual([]);
      expect(steps.length).toBeGreaterThan(15);
      expect(steps.map(({ name }) => name)).toEqual(
        expect.arrayContaining(["Discovery document", "Link", "Removal", "Revocation", "Revoked token"]),
      );
    });

    for (const [what, fault, words] of [
      [
        "a field that was removed",
        {
          method: "POST",
          path: "/api/agentic/provisioning/deep_links",
          status: 200,
          body: { purpose: "dashboard", expires_at: "2026-01-01T00:10:00Z" },
        },
        "POST /api/agentic/provisioning/deep_links: HTTP 200: url is missing",
      ],
      [
        "a code that was renamed",
        {
          method: "POST",
          path: "/api/agentic/provisioning/deep_links",
          status: 403,
          body: { status: "error", id: "", error: { code: "links_off", message: "" } },
        },
        "POST /api/agentic/provisioning/deep_links: HTTP 403: answered the code links_off; this code knows forbidden or deep_links_not_enabled",
      ],
      [
        "a status that is new",
        { method: "POST", path: "/oauth/introspect/", status: 418, body: {} },
        "POST /oauth/introspect/: answered HTTP 418; this code knows 200 or 403 or 404",
      ],
      [
        "a discovery document with a member less",
        {
          method: "GET",
          path: "/.well-known/oauth-authorization-server",
          status: 200,
          body: { issuer: "https://us.posthog.com" },
        },
        "GET /.well-known/oauth-authorization-server: HTTP 200: revocation_endpoint is missing",
      ],
    ] as const) {
      test(`the probe names ${what}, goes on, and cleans up`, async ({ us, eu, partner }) => {
        const client = await register(us, partner);
        await us.control("POST", "faults", { kind: "status", times: 1, ...fault });
        const steps = await probed(us, eu, client);
        const differences = differencesIn(steps);
        expect(differences).toContain(words);
        expect(new Set(differences.map((line) => line.split(": ")[0])).size, differences.join("\n")).toBe(1);
        expect(steps.at(-1)?.name).toBe("Revoked token");
      });
    }

    test("the probe stops where the flow cannot go on, and ends the grant", async ({ us, eu, partner }) => {
      const client = await register(us, partner);
      const fault = { method: "POST", path: "/api/agentic/provisioning/resources", kind: "html", times: 2 };
      await us.control("POST", "faults", fault);
      const steps = await probed(us, eu, client);
      expect(steps.map(({ name }) => name)).not.toContain("Link");
      expect(steps.slice(-2)).toEqual([
        { name: "Revocation", differences: [] },
        { name: "Revoked token", differences: [] },
      ]);
    });
  });
}

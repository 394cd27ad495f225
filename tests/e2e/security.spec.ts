import { freePort } from "../support/processes";
import { connect, expect, test } from "./support/fixtures";
import { startApp } from "./support/world";

test.describe("the security floor", () => {
  test("every page sends an enforced policy with a fresh nonce and no exceptions", async ({ page }) => {
    const policies = new Set<string>();
    for (const path of ["/", "/sign-in", "/callbacks/posthog?state=x", "/nowhere"]) {
      // Responses to server actions carry no policy. A GET with an action's header is no action, so it must.
      const headers = (await page.request.get(path, { headers: { "next-action": "none" } })).headers();
      const policy = headers["content-security-policy"] ?? "";
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["x-frame-options"]).toBe("DENY");
      policies.add(policy);
    }
    expect(policies.size).toBe(4);
  });

  test("form-action names both PostHog origins and ourselves", async ({ page, sandbox }) => {
    const policy = (await page.request.get("/")).headers()["content-security-policy"];
    const { us, eu } = sandbox.origins;
    expect(policy).toContain(`form-action 'self' ${us} ${eu}`);
  });

  for (const origin of ["https://evil.example", "null", undefined]) {
    test(`a POST with ${origin ?? "no"} Origin is refused on every route`, async ({ world }) => {
      for (const path of ["/", "/connection", "/sign-in", "/api/auth/signout", "/callbacks/posthog"]) {
        const response = await fetch(world.appUrl + path, {
          method: "POST",
          redirect: "manual",
          headers: { "content-type": "application/x-www-form-urlencoded", ...(origin ? { origin } : {}) },
          body: "destination=home",
        });
        expect(response.status, path).toBe(403);
      }
    });
  }

  test("a request cannot claim to be an action that was let through", async ({ page, world }) => {
    const forged = { "x-own-action": "1", "next-action": "none" };
    const policy = (await page.request.get("/", { headers: forged })).headers()["content-security-policy"];
    expect(policy).toContain("script-src 'self' 'nonce-");
    for (const origin of ["https://evil.example", "null", undefined]) {
      const headers = { ...forged, ...(origin ? { origin } : {}) };
      const response = await fetch(`${world.appUrl}/connection`, { method: "POST", headers, body: "[]" });
      expect(response.status).toBe(403);
    }
  });

  test("the origin is configuration: forged host headers change nothing", async ({ world }) => {
    const response = await fetch(`${world.appUrl}/.well-known/posthog-client.json`, {
      headers: { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
    });
    expect(await response.text()).not.toContain("evil.example");
    const signIn = await fetch(`${world.appUrl}/api/auth/signin`, {
      redirect: "manual",
      headers: { "x-forwarded-host": "evil.example" },
    });
    const location = new URL(signIn.headers.get("location") ?? "", world.appUrl);
    expect(location.href).not.toContain("evil.example");
    expect(location.searchParams.get("callbackUrl")).toBe(world.appUrl);
  });

  test("answers to the button are not stored and send no referrer on", async ({ connected: page }) => {
    const answer = page.waitForResponse((response) => response.request().method() === "POST");
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    const headers = await (await answer).allHeaders();
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["cache-control"]).toContain("no-store");
  });

  test("cookies cannot be read by scripts and are lax", async ({ signedIn: page, context }) => {
    await page.goto("/connection");
    const session = (await context.cookies()).find(({ name }) => name.endsWith("session-token"));
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  });

  test("no secret is in a log line, a page or a script", async ({ signedIn: page, world, newEmail }) => {
    const bodies: string[] = [];
    page.on("response", async (response) => {
      if (!response.url().startsWith(world.appUrl)) return;
      // A redirect has no body to read.
      bodies.push(await response.text().catch(() => ""));
    });
    await connect(page);
    await page.getByRole("button", { name: "Open in PostHog" }).click();
    await expect(page).toHaveURL(/\/project\/\d+$/);
    expect(bodies.length).toBeGreaterThan(0);
    for (const text of [...bodies, world.appOutput()]) {
      expect(text).not.toMatch(/ph[arx]_[A-Za-z0-9]{8}/);
      expect(text).not.toContain("code_verifier");
    }
    expect(world.appOutput()).not.toContain(newEmail);
  });

  test("a production start with a wrong configuration ends with every reason", async ({ sandbox }) => {
    const { us, eu } = sandbox.origins;
    const started = startApp(await freePort(), {
      POSTHOG_US_URL: us,
      POSTHOG_EU_URL: eu,
      DATA_DIR: "/nonexistent",
      ENCRYPTION_KEYS: "k1:c2hvcnQ",
      AUTH_SECRET: "",
      DATABASE_URL: "mysql://localhost/x",
    });
    await expect(started).rejects.toThrow(/32 bytes/);
    for (const words of ["AUTH_SECRET", "postgresql://"]) await expect(started).rejects.toThrow(words);
  });
});

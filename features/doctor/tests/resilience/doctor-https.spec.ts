import { expect } from "@playwright/test";
import { test as withPostgres } from "@/tests/resilience/support/postgres";
import { type Certificate, makeCertificate } from "../support/certificate";
import { type DoctorFixture, startDoctorFixture } from "../support/doctor-fixture";
import { header } from "../support/front";

const test = withPostgres.extend<object, { certificate: Certificate; fixture: DoctorFixture }>({
  certificate: [
    async ({}, use) => {
      const certificate = await makeCertificate();
      // For the app, the sandbox and the doctor: each is a separate process, and reads this when it starts.
      process.env.NODE_EXTRA_CA_CERTS = certificate.path;
      await use(certificate);
      delete process.env.NODE_EXTRA_CA_CERTS;
      await certificate.remove();
    },
    { scope: "worker" },
  ],
  fixture: [
    async ({ postgres, certificate }, use) => {
      const fixture = await startDoctorFixture("documented", postgres.url, {}, certificate);
      await use(fixture);
      await fixture.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
});

test.describe.configure({ mode: "serial" });

test.describe("the doctor, of an app with https", () => {
  test("finds nothing wrong with a healthy one, and asks for secure cookies", async ({ fixture }) => {
    const { failures, findings } = await fixture.examine();
    expect(failures.filter((failure) => !failure.startsWith("One-click links"))).toEqual([]);
    const detailOf = (subject: string) => findings.find((finding) => finding.subject === subject)?.detail;
    expect(detailOf("Document")).toContain(`${fixture.clientId}: `);
    expect(detailOf("Cookies")).toBe("HttpOnly, SameSite=Lax, Secure.");
  });

  test("names a certificate that no one trusts", async ({ fixture }) => {
    const { failures, findings } = await fixture.examine({ NODE_EXTRA_CA_CERTS: "" });
    expect(failures).toEqual([`Document: Nothing answers at ${fixture.clientId}.`]);
    expect(findings.find(({ subject }) => subject === "Document")?.remedy).toContain("certificate");
  });

  test("names where a redirect leads", async ({ fixture }) => {
    fixture.front.tamper("/.well-known/posthog-client.json", () => ({
      status: 308,
      headers: { location: `${fixture.appUrl.replace("localhost", "www.localhost")}/client.json` },
    }));
    const { failures, findings } = await fixture.examine();
    fixture.front.rest();
    expect(failures).toEqual([expect.stringMatching(/^Document: It redirects \(HTTP 308\)/)]);
    expect(findings.find(({ subject }) => subject === "Document")?.remedy).toMatch(
      /: https:\/\/www\.localhost:\d+\.$/,
    );
  });

  for (const [what, path, name, value, says] of [
    [
      "a cookie that would go out without https",
      "/api/auth/csrf",
      "set-cookie",
      "__Host-next-auth.csrf-token=a; Path=/; HttpOnly; SameSite=Lax",
      /^Cookies: __Host-next-auth\.csrf-token lost HttpOnly, SameSite or Secure/,
    ],
    [
      "a browser that is not told to stay with https",
      "/",
      "strict-transport-security",
      undefined,
      /^Security headers: .*: strict-transport-security\.$/,
    ],
  ] as const) {
    test(`names ${what}`, async ({ fixture }) => {
      fixture.front.tamper(path, header(name, value));
      const { failures } = await fixture.examine();
      fixture.front.rest();
      expect(failures).toEqual([expect.stringMatching(says)]);
    });
  }
});

import { startGitHub } from "../support/github";
import { expect, test } from "./support/fixtures";

const APP_URL = "https://app.example";

/** A browser's cookies, sent over plain HTTP as by a proxy that terminates TLS. */
class Browser {
  readonly jar = new Map<string, string>();
  readonly received: string[] = [];

  constructor(private readonly port: number) {}

  async send(url: string, form?: Record<string, string>): Promise<Response> {
    const { pathname, search } = new URL(url, APP_URL);
    const response = await fetch(`http://localhost:${this.port}${pathname}${search}`, {
      redirect: "manual",
      headers: { cookie: [...this.jar].map((pair) => pair.join("=")).join("; "), origin: APP_URL },
      ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      this.received.push(cookie);
      const [, name = "", value = ""] = cookie.match(/^([^=]+)=([^;]*)/) ?? [];
      if (/max-age=0\b/i.test(cookie)) this.jar.delete(name);
      else this.jar.set(name, value);
    }
    return response;
  }
}

test("on https every cookie of a sign-in has the prefix __Host-, and signing out expires them all", async ({
  startAnother,
}) => {
  const github = await startGitHub();
  const { port } = await startAnother({
    APP_URL,
    ALLOW_EMBEDDED_DATABASE: "1",
    GITHUB_URL: github.url,
    GITHUB_ID: "our-client-id",
    GITHUB_SECRET: "our-client-secret",
  });
  try {
    github.logIn({ id: 1, email: "ada@example.org" });
    const browser = new Browser(port);
    const { csrfToken } = await (await browser.send("/api/auth/csrf")).json();
    const sent = await browser.send("/api/auth/signin/github", { csrfToken, callbackUrl: "/connection" });
    const authorized = await fetch(sent.headers.get("location") ?? "", { redirect: "manual" });
    await browser.send(authorized.headers.get("location") ?? "");
    expect([...browser.jar.keys()]).toContain("__Host-next-auth.session-token");
    expect((await browser.send("/connection")).status).toBe(200);
    await browser.send("/api/auth/signout", {});
    expect([...browser.jar.keys()]).toEqual([]);
    expect(browser.received.length).toBeGreaterThan(8);
    for (const cookie of browser.received) {
      // What browsers require of the prefix; otherwise they ignore the cookie, or its removal.
      expect(cookie).toMatch(/^__Host-/);
      expect(cookie).toMatch(/; Path=\/(;|$)/i);
      expect(cookie).toMatch(/; Secure/i);
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).not.toMatch(/; Domain/i);
    }
  } finally {
    await github.stop();
  }
});

import { expect, test } from "@playwright/test";
import { configureClient } from "../../lib/posthog/client";
import { requireRegionHost } from "../../lib/posthog/hosts";

const cloud = { US: "https://us.posthog.com", EU: "https://eu.posthog.com" };
const sandbox = { US: "http://127.0.0.1:8010", EU: "http://127.0.0.1:8020" };

const hostIn = (baseUrls: typeof cloud, host: string) =>
  requireRegionHost(configureClient({ baseUrls, clientId: "https://app.example/client.json" }), "US", host);

for (const [baseUrls, host, origin] of [
  [cloud, "https://us.posthog.com", "https://us.posthog.com"],
  [cloud, "https://us.i.posthog.com/", "https://us.i.posthog.com"],
  [sandbox, "http://127.0.0.1:8010", "http://127.0.0.1:8010"],
] as const) {
  test(`${host} is a place for events`, () => {
    expect(hostIn(baseUrls, host)).toBe(origin);
  });
}

for (const host of [
  "https://eu.i.posthog.com",
  "https://us.i.posthog.com.evil.example",
  "https://us.i.posthog.com@evil.example",
  "https://us.i.posthog.com:8443",
  "http://us.i.posthog.com",
  "https://us.i.posthog.com/e/",
  "javascript:alert(1)",
]) {
  test(`${host} is none`, () => {
    expect(() => hostIn(cloud, host)).toThrow("unexpected_response");
  });
}

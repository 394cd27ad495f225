import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { makeTempFolder } from "../support/temp-folder";
import { type Collector, startCollector } from "./support/collector";
import { expect, expectConnected, test as plain } from "./support/fixtures";
import { approve } from "./support/posthog-pages";

const test = plain.extend<object, { collector: Collector }>({
  collector: [
    async ({}, use) => {
      const collector = await startCollector();
      await use(collector);
      await collector.stop();
    },
    { scope: "worker" },
  ],
  env: [
    async ({ collector }, use) => use(async () => ({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url })),
    { scope: "worker" },
  ],
});

test("one click is one trace that includes the call to PostHog, and no span contains a secret", async ({
  atConsent: page,
  world,
  sandbox,
  collector,
}) => {
  const mint = `fetch POST ${sandbox.origins.us}/api/agentic/provisioning/deep_links`;
  const callback = page.waitForRequest(/\/callbacks\/posthog\?/);
  await approve(page, "Website");
  const query = new URL((await callback).url()).searchParams;
  await expectConnected(page);
  const pressed = page.waitForResponse((response) => response.request().method() === "POST");
  await page.getByRole("button", { name: "Open in PostHog" }).click();
  const requestId = (await pressed).headers()["x-request-id"];
  await expect(page).toHaveURL(/\/project\/\d+$/);
  const click = () => collector.spans().filter(({ attributes }) => attributes["request.id"] === requestId);
  await expect
    .poll(() => click().map(({ name }) => name))
    .toEqual(expect.arrayContaining(["POST /connection", mint]));
  expect(new Set(click().map(({ traceId }) => traceId)).size).toBe(1);

  const arrival = collector.spans().find(({ name }) => name === "GET /callbacks/posthog");
  expect(arrival?.attributes["http.target"]).toBe("/callbacks/posthog");
  for (const name of ["code", "state"]) expect(collector.text()).not.toContain(query.get(name));
  // Like everything else that leaves the app, these are searched at the end for each secret that was on the wire.
  world.pages.push({ name: "the spans", text: collector.text() });
});

/** Whether an app has loaded the exporter's code, from what V8 recorded between its start and its stop. */
async function hasLoadedExporter(coverage: string): Promise<boolean> {
  const schema = z.object({ result: z.array(z.object({ url: z.string() })) });
  const reports = await Promise.all(
    (await readdir(coverage)).map((name) => readFile(join(coverage, name), "utf8")),
  );
  const files = reports
    .flatMap((report) => schema.parse(JSON.parse(report)).result)
    .filter(({ url }) => url.startsWith("file:"));
  const sources = await Promise.all(files.map(({ url }) => readFile(fileURLToPath(url), "utf8")));
  expect(sources.length).toBeGreaterThan(100);
  return sources.some((source) => source.includes("v1/traces"));
}

plain("without a collector nothing of the exporter is loaded", async ({ startAnother }) => {
  plain.slow();
  for (const [env, isLoaded] of [
    [{}, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" }, true],
  ] as const) {
    const coverage = makeTempFolder();
    const app = await startAnother({ NODE_V8_COVERAGE: coverage, ...env });
    await app.stop();
    expect(await hasLoadedExporter(coverage)).toBe(isLoaded);
  }
});

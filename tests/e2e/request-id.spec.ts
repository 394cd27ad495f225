import { z } from "zod";
import { expect, test } from "./support/fixtures";
import type { World } from "./support/world";

const lineSchema = z.object({ reason: z.string(), requestId: z.string() });

/** Sends a callback that is refused and so leaves a line in the log. Returns the response's request id. */
async function leaveLine(world: World, id?: string): Promise<string | null> {
  const response = await fetch(`${world.appUrl}/callbacks/posthog?state=unknown`, {
    redirect: "manual",
    headers: id ? { "x-request-id": id } : {},
  });
  return response.headers.get("x-request-id");
}

function findLines(world: World, id: string) {
  const lines = world.appOutput().split("\n");
  return lines.filter((line) => line.includes(id)).map((line) => lineSchema.parse(JSON.parse(line)));
}

test("the log says which request each line belongs to, also when many come at once", async ({ world }) => {
  const ids = Array.from({ length: 10 }, (_, index) => `edge-proxy-${index}-${Date.now()}`);
  const answered = await Promise.all(ids.map((id) => leaveLine(world, id)));
  expect(answered).toEqual(ids);
  for (const id of ids) {
    await expect.poll(() => findLines(world, id)).toEqual([{ reason: "flow_unknown", requestId: id }]);
  }
});

test("a request without an id gets one of its own", async ({ world }) => {
  const [first, second] = [await leaveLine(world), await leaveLine(world)];
  expect(first).toMatch(/^[\da-f-]{36}$/);
  expect(second).not.toBe(first);
  await expect.poll(() => findLines(world, first ?? "")).toHaveLength(1);
});

for (const [what, id] of [
  ["is too short to tell requests apart", "1"],
  ["would look like more than an id", 'x","level":60,"reason":"invented'],
  ["has no end", "x".repeat(200)],
] as const) {
  test(`an id that ${what} is replaced`, async ({ world }) => {
    const answered = await leaveLine(world, id);
    expect(answered).toMatch(/^[\da-f-]{36}$/);
    expect(world.appOutput()).not.toContain(id === "1" ? '"requestId":"1"' : id);
  });
}

import { expect } from "@playwright/test";
import type { ClientConfig } from "../../../lib/posthog/config";
import { serving } from "./serving";

/** Ids that would lead to another path, as they are or after a server on the way decodes them. */
const BAD_IDS = ["", ".", "..", "%2e", "%2E", "%2e%2e", ".%2e", "%2E.", "\ud800"];

/** An id that is safe once it is encoded. */
const ODD_ID = "a/../b?c#d\\é%2e";

/** Calls PostHog with one id. */
export type CallWithId = (config: ClientConfig, id: string) => Promise<unknown>;

/** Expects that a bad id is refused before anything is sent, and that an odd one is sent as one path segment. */
export async function expectPathSafety(call: CallWithId): Promise<void> {
  for (const id of BAD_IDS) {
    const { config, calls } = serving({});
    const called = async () => call(config, id);
    await expect(called(), JSON.stringify(id)).rejects.toMatchObject({ code: "invalid_resource_id" });
    expect(calls, JSON.stringify(id)).toEqual([]);
  }
  const { config, calls } = serving({});
  await call(config, ODD_ID).catch(() => undefined);
  expect(calls.length).toBeGreaterThan(0);
  for (const each of calls) expect(each.split("/")).toContain(encodeURIComponent(ODD_ID));
}

import { expect } from "@playwright/test";
import { registerOnce } from "../../lib/identity/registration";
import { db } from "../../lib/platform/db";
import { provideDatabase } from "./support/database";
import { test } from "./support/posthog-server";

const REGISTRATION = "POST /api/agentic/provisioning/client_registration";
const A_MINUTE_MS = 60_000;

const readLease = () =>
  db().registration.findUniqueOrThrow({ where: { region: "US" }, select: { leaseUntil: true } });

test.describe("registering this app in a region", () => {
  provideDatabase();

  test.beforeEach(async ({ posthogServer }) => {
    await db().registration.deleteMany();
    posthogServer.asked.length = 0;
    posthogServer.meanwhile = undefined;
  });

  test("happens once for all who need it at the same time", async ({ posthogServer }) => {
    await Promise.all([registerOnce("US"), registerOnce("US"), registerOnce("US")]);
    expect(posthogServer.asked.map(({ call }) => call)).toEqual([REGISTRATION]);
    expect(await readLease()).toEqual({ leaseUntil: null });
  });

  test("leaves the lease of a process that took over", async ({ posthogServer }) => {
    const leaseUntil = new Date(Date.now() + A_MINUTE_MS);
    posthogServer.meanwhile = async () => {
      await db().registration.update({ where: { region: "US" }, data: { leaseUntil } });
    };
    await registerOnce("US");
    expect(await readLease()).toEqual({ leaseUntil });
  });
});

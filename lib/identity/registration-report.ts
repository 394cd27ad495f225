import { z } from "zod";
import { db, query } from "../platform/db";
import type { RegistrationStatus } from "../platform/generated/prisma/client";
import { type ClientRegistration, checksSchema, registerClient } from "../posthog/client-registration";
import type { Region } from "../posthog/regions";
import { posthog } from "./client";
import { type ExplainedCheck, explainCheck } from "./registration-checks";

/** What PostHog said when this client was last registered in a region. */
export interface RegistrationReport {
  readonly region: Region;
  /** `UNNEEDED` if the server registers clients by itself, on their first account request. */
  readonly status: RegistrationStatus;
  readonly clientType: string | null;
  readonly checks: readonly ExplainedCheck[];
  readonly registeredAt: Date;
}

/**
 * Registers this client in a region and reports what PostHog checked.
 * @throws {PostHogError} when PostHog ran no checks.
 */
export async function requestRegistration(region: Region): Promise<RegistrationReport> {
  const registration = await registerClient(posthog(), region);
  return {
    region,
    status: registration ? statusOf(registration) : "UNNEEDED",
    clientType: registration?.clientType ?? null,
    checks: (registration?.checks ?? []).map(explainCheck),
    registeredAt: new Date(),
  };
}

function statusOf({ registered, checks }: ClientRegistration): RegistrationStatus {
  if (!registered) return "REFUSED";
  return checks.every(({ ok }) => ok) ? "REGISTERED" : "CHECKS_FAILED";
}

/** Registers like `requestRegistration`, and stores the report for `findRegistration`. */
export async function registerInRegion(region: Region): Promise<RegistrationReport> {
  const report = await requestRegistration(region);
  const { status, clientType, registeredAt } = report;
  const checks = report.checks.map(({ name, ok, detail }) => ({ name, ok, detail }));
  await query(
    z.unknown(),
    `INSERT INTO "Registration" ("region", "status", "clientType", "checks", "registeredAt")
     VALUES ($1::"Region", $2::"RegistrationStatus", $3, $4::jsonb, $5)
     ON CONFLICT ("region") DO UPDATE SET "status" = EXCLUDED."status", "clientType" = EXCLUDED."clientType",
       "checks" = EXCLUDED."checks", "registeredAt" = EXCLUDED."registeredAt"`,
    [region, status, clientType, JSON.stringify(checks), registeredAt],
  );
  return report;
}

/** The last report of a region; null when there was none. */
export async function findRegistration(region: Region): Promise<RegistrationReport | null> {
  const row = await db().registration.findUnique({
    where: { region },
    select: { status: true, clientType: true, checks: true, registeredAt: true },
  });
  if (!row?.status || !row.registeredAt) return null;
  const { status, clientType, registeredAt } = row;
  const checks = checksSchema.catch([]).parse(row.checks).map(explainCheck);
  return { region, status, clientType, checks, registeredAt };
}

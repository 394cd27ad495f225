import { buildNextVersion } from "../../support/next-version";
import { provideNginx } from "../../support/nginx";
import { startPostgres } from "../../support/postgres-server";
import { startDeployment } from "./deployment";
import { inspectAndStop } from "./fixtures";
import { type SoakOptions, soak } from "./soak";
import { type Finding, judge } from "./soak-findings";

/**
 * Soaks three processes that run two builds in turn, behind nginx, on a PostgreSQL of their own, with a sandbox as
 * PostHog.
 */
export async function runSoak(options: SoakOptions): Promise<Finding[]> {
  const next = buildNextVersion();
  const nginx = provideNginx();
  const postgres = await startPostgres();
  try {
    const deployment = await startDeployment({
      postgresUrl: postgres.url,
      processes: 3,
      balance: nginx.balance,
      builds: [".", next.folder],
      env: { LOG_LEVEL: "info" },
    });
    const result = await soak(deployment, { nginx, postgres }, options);
    const findings = await judge(deployment, options, result);
    const left = await inspectAndStop(deployment, result.people).then(() => "nothing", String);
    return [...findings, { what: "secrets and defects left behind", figure: left, ok: left === "nothing" }];
  } finally {
    await postgres.stop();
    next.remove();
  }
}

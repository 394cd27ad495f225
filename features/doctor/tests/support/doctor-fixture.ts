import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { startApp } from "@/tests/e2e/support/world";
import { createDatabase } from "@/tests/support/postgres";
import { freePort } from "@/tests/support/processes";
import { type Region, Sandbox } from "@/tests/support/sandbox";
import { newSigningKey } from "@/tests/support/signing-keys";
import { readBuiltKey } from "../../build";
import type { Certificate } from "./certificate";
import { type Front, startFront } from "./front";

const findingsSchema = z.array(
  z.object({
    subject: z.string(),
    verdict: z.enum(["passed", "failed", "unproved"]),
    detail: z.string(),
    remedy: z.string().optional(),
  }),
);

const usersSchema = z.object({
  users: z.array(
    z.object({
      id: z.union([z.string(), z.number()]),
      organizations: z.array(
        z.object({ id: z.string(), projects: z.array(z.object({ id: z.union([z.string(), z.number()]) })) }),
      ),
    }),
  ),
});

export type Environment = Readonly<Record<string, string>>;

interface Diagnosis {
  readonly code: number;
  readonly findings: z.output<typeof findingsSchema>;
  /** The findings that failed, as `Document: It redirects…`. */
  readonly failures: readonly string[];
}

interface PartnerKey {
  readonly region?: Region;
  readonly scopes?: readonly string[];
  readonly isForProjects?: boolean;
}

/** A healthy app behind a front, with a database server, and the doctor to examine it. */
export interface DoctorFixture {
  readonly appUrl: string;
  readonly clientId: string;
  readonly front: Front;
  readonly sandbox: Sandbox;
  /** Creates a personal API key of this kind for an admin of the partner's organization. */
  newPartnerKey(kind: PartnerKey): Promise<string>;
  /** Runs the doctor with the app's configuration, except for these wrong variables. */
  examine(wrong?: Environment, args?: readonly string[]): Promise<Diagnosis>;
  /** Does the same, and returns the text that a person reads. */
  consult(wrong?: Environment): Promise<string>;
  stop(): Promise<void>;
}

export async function startDoctorFixture(
  profile: "documented" | "current",
  postgresUrl: string,
  different: Environment = {},
  certificate?: Certificate,
): Promise<DoctorFixture> {
  const sandbox = await Sandbox.start(profile);
  const database = await createDatabase(postgresUrl);
  const [appPort, port] = [await freePort(), await freePort()];
  const front = await startFront(port, `http://localhost:${appPort}`, certificate);
  const secret = () => randomBytes(32).toString("base64url");
  const { organizations } = await findPartner(sandbox);
  const env = {
    NODE_ENV: "production",
    ALLOW_SANDBOX: "1",
    APP_URL: front.url,
    DATABASE_URL: database.url,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: readBuiltKey() ?? "",
    AUTH_SECRET: secret(),
    ENCRYPTION_KEYS: `test:${secret()}`,
    POSTHOG_US_URL: sandbox.origins.us,
    POSTHOG_EU_URL: sandbox.origins.eu,
    POSTHOG_PARTNER_API_KEY: "phx_sandbox_partner_admin",
    POSTHOG_PARTNER_ORGANIZATION_ID: organizations[0]?.id ?? "",
    POSTHOG_PARTNER_REGION: "US",
    ...(profile === "current" ? { SIGNING_KEYS: JSON.stringify([newSigningKey("first")]) } : {}),
    ...different,
  };
  const app = await startApp(appPort, env);
  return {
    appUrl: front.url,
    clientId: `${front.url}/.well-known/posthog-client.json`,
    front,
    sandbox,
    newPartnerKey: (kind) => newPartnerKey(sandbox, kind),
    async examine(wrong = {}, args = []) {
      const { code, output } = await runDoctor({ ...env, ...wrong }, ["--json", ...args]);
      const findings = findingsSchema.parse(JSON.parse(output));
      const failures = findings.filter(({ verdict }) => verdict === "failed");
      return { code, findings, failures: failures.map(({ subject, detail }) => `${subject}: ${detail}`) };
    },
    consult: async (wrong = {}) => (await runDoctor({ ...env, ...wrong }, [])).output,
    async stop() {
      await app.stop();
      await front.stop();
      await sandbox.stop();
      await database.stop();
    },
  };
}

async function findPartner(sandbox: Sandbox, region: Region = "us") {
  const path = "users?email=partner@example.com";
  const [partner] = (await sandbox.control("GET", path, { region, schema: usersSchema })).users;
  if (!partner) throw new Error("the sandbox has no partner");
  return partner;
}

async function newPartnerKey(
  sandbox: Sandbox,
  { region = "us", scopes = ["organization:write"], isForProjects = false }: PartnerKey,
): Promise<string> {
  const { id, organizations } = await findPartner(sandbox, region);
  const projects = organizations.flatMap((organization) =>
    organization.projects.map((project) => project.id),
  );
  const { value } = await sandbox.control("POST", "personal_api_keys", {
    region,
    body: { user_id: id, scopes, ...(isForProjects ? { scoped_teams: projects } : {}) },
    schema: z.object({ value: z.string() }),
  });
  return value;
}

function runDoctor(env: Environment, args: readonly string[]): Promise<{ code: number; output: string }> {
  const whole = { env: { ...process.env, ...env } };
  return new Promise((resolve) => {
    execFile(
      "node_modules/.bin/tsx",
      ["features/doctor/command.ts", ...args],
      whole,
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    );
  });
}

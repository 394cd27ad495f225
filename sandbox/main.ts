import { z } from "zod";
import { PROFILES } from "./core/settings";
import { type RunningSandbox, startSandbox } from "./server";

const port = (fallback: number) => z.coerce.number().int().min(1).max(65535).default(fallback);

const environment = z
  .object({
    SANDBOX_US_PORT: port(8010),
    SANDBOX_EU_PORT: port(8020),
    SANDBOX_HOST: z.string().default("127.0.0.1"),
    SANDBOX_PROFILE: z.enum(PROFILES).optional(),
    SANDBOX_DATA: z.string().optional(),
    SANDBOX_STRICT: z
      .enum(["0", "1"])
      .transform((value) => value === "1")
      .optional(),
  })
  .safeParse(Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== "")));

if (!environment.success) fail(`\n${z.prettifyError(environment.error)}`);

const env = environment.data;
const sandbox = await startSandbox({
  ports: { us: env.SANDBOX_US_PORT, eu: env.SANDBOX_EU_PORT },
  host: env.SANDBOX_HOST,
  profile: env.SANDBOX_PROFILE,
  strict: env.SANDBOX_STRICT,
  dataFolder: env.SANDBOX_DATA,
}).catch((error) => fail(error instanceof Error ? error.message : String(error)));

for (const notice of sandbox.notices) console.log(notice);
for (const region of ["us", "eu"] as const) console.log(describe(sandbox, region));
if (sandbox.isOpen) {
  console.warn(
    `WARNING: the sandbox listens on ${env.SANDBOX_HOST}. Anyone who can reach it can log in as any user and ` +
      "read every token in it. Use it only on a network that you trust, and never with real data.",
  );
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => void sandbox.stop().then(() => process.exit(0)));
}

function describe({ profile, strict, isOpen, origins }: RunningSandbox, region: "us" | "eu"): string {
  const rules = strict ? `${profile}, strict` : profile;
  const reach = isOpen ? `open to the network at ${env.SANDBOX_HOST}` : "loopback only";
  return `Sandbox ${region.toUpperCase()} (${rules}) on ${origins[region]}, ${reach}`;
}

function fail(problem: string): never {
  console.error(`The sandbox cannot start. ${problem}`);
  process.exit(1);
}

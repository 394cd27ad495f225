import { readArguments } from "../lib/platform/command";
import { buildWhenChanged } from "./support/build";
import { readLocalSetting, startApp, startSandbox } from "./support/demonstration";
import { run } from "./support/processes";

// The production build and the sandbox, side by side.

const { values } = readArguments(
  `Usage: npm run demo

Runs the production build, its database and the sandbox on this machine. Ctrl-C ends everything. PORT,
SANDBOX_US_PORT and SANDBOX_EU_PORT choose other ports.`,
  { "build-only": { type: "boolean", default: false } },
);
const setting = await readLocalSetting();
const env = { ...setting.env, NODE_ENV: "production" };
// An image build stops after the build. The container starts the rest when it runs.
const isBuildOnly = values["build-only"];
const sandboxUp = isBuildOnly ? undefined : startSandbox(setting);
await buildWhenChanged(async () => {
  process.stdout.write("Building…\n");
  await run("The build", "node_modules/.bin/next", ["build"], { ...env, NEXT_TYPES: "unchecked" });
});
await sandboxUp;
if (!isBuildOnly) await startApp({ ...setting, env }, "start");

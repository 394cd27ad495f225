import { buildWhenChanged } from "./support/build";
import { readLocalSetting, startApp, startSandbox } from "./support/demonstration";
import { run } from "./support/processes";

// The production build and the sandbox, side by side.

const setting = await readLocalSetting();
const env = { ...setting.env, NODE_ENV: "production" };
// An image holds the build, and starts the rest when it runs.
const isBuildOnly = process.argv.includes("--build-only");
const sandboxUp = isBuildOnly ? undefined : startSandbox(setting);
await buildWhenChanged(async () => {
  process.stdout.write("Building…\n");
  await run("The build", "node_modules/.bin/next", ["build"], env);
});
await sandboxUp;
if (!isBuildOnly) await startApp({ ...setting, env }, "start");

import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { readLocalSetting, startApp, startSandbox } from "./support/demonstration";
import { run } from "./support/processes";
import { sourceFingerprint } from "./support/sources";

// The production build and the sandbox, side by side. Builds only when the sources changed.
const BUILT_FROM = ".next/built-from";

const setting = await readLocalSetting();
const env = { ...setting.env, NODE_ENV: "production" };
const sandboxUp = startSandbox(setting);
const fingerprint = createHash("sha256").update(sourceFingerprint()).digest("hex");
if (!existsSync(BUILT_FROM) || readFileSync(BUILT_FROM, "utf8") !== fingerprint) {
  process.stdout.write("Building…\n");
  await run("The build", "node_modules/.bin/next", ["build"], env);
  writeFileSync(BUILT_FROM, fingerprint);
}
await sandboxUp;
await startApp({ ...setting, env }, "start");

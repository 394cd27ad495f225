import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { announce, readLocalSetting, startSandbox } from "./support/demonstration";
import { run, start, waitUntilUp } from "./support/processes";
import { sourceFingerprint } from "./support/sources";

// The production build and the sandbox, side by side. Builds only when the sources changed.
const BUILT_FROM = ".next/built-from";

const setting = await readLocalSetting();
const sandboxUp = startSandbox(setting);
const fingerprint = createHash("sha256").update(sourceFingerprint()).digest("hex");
if (!existsSync(BUILT_FROM) || readFileSync(BUILT_FROM, "utf8") !== fingerprint) {
  process.stdout.write("Building…\n");
  await run("The build", "node_modules/.bin/next", ["build"], { ...setting.env, NODE_ENV: "production" });
  writeFileSync(BUILT_FROM, fingerprint);
}
await sandboxUp;
start("The app", "node_modules/.bin/next", ["start", "--port", String(setting.port)], {
  ...setting.env,
  NODE_ENV: "production",
});
await waitUntilUp(`http://localhost:${setting.port}/.well-known/posthog-client.json`, "The app");
announce(setting);

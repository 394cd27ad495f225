import { rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { provideBrowser } from "../scripts/support/browser";
import { makeCheckout } from "../tests/support/checkout";
import { close, step } from "./support/steps";

// Ejects the sandbox from a copy of this project and keeps the kit, as `npm run eject-sandbox -- --yes --keep-kit`
// does, and proves that the copy still installs, passes its checks, and runs the consent suite from the packed kit.
process.env.CHROMIUM_PATH ??= provideBrowser() ?? "";
const checkout = makeCheckout();

try {
  await step("eject the sandbox and keep the kit", async () =>
    run("node_modules/.bin/tsx", "scripts/eject-sandbox.ts", "--yes", "--keep-kit"),
  );
  await step("install", async () => {
    // A link to our packages, which include the ejected ones.
    await unlink(join(checkout.folder, "node_modules"));
    run("npm", "ci", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund");
  });
  for (const command of ["lint", "types", "build"]) {
    await step(command, async () => run("npm", "run", "--silent", command));
  }
  await step("the consent suite", async () =>
    run("node_modules/.bin/playwright", "test", "--project=consent"),
  );
} finally {
  await rm(checkout.folder, { recursive: true, force: true });
}
close();

function run(command: string, ...args: string[]): void {
  const { status, output } = checkout.run(command, args);
  if (status !== 0) throw new Error(output);
}

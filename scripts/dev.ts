import { readArguments } from "../lib/platform/command";
import { readLocalSetting, startApp, startSandbox } from "./support/demonstration";

// The development server, which reloads on each edit, and the sandbox beside it.
readArguments(
  `Usage: npm run dev

Runs the development server, which reloads on each edit, and the sandbox beside it. Ctrl-C ends everything. PORT,
SANDBOX_US_PORT and SANDBOX_EU_PORT choose other ports.`,
  {},
);
const setting = await readLocalSetting();
await startSandbox(setting);
await startApp(setting, "dev");

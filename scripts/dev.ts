import { readLocalSetting, startApp, startSandbox } from "./support/demonstration";

// The development server, which reloads on each edit, and the sandbox beside it.
const setting = await readLocalSetting();
await startSandbox(setting);
await startApp(setting, "dev");

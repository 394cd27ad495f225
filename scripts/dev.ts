import { announce, readLocalSetting, startSandbox } from "./support/demonstration";
import { start, waitUntilUp } from "./support/processes";

// The development server, which reloads on each edit, and the sandbox beside it.
const setting = await readLocalSetting();
await startSandbox(setting);
start("The app", "node_modules/.bin/next", ["dev", "--port", String(setting.port)], setting.env);
await waitUntilUp(`http://localhost:${setting.port}/.well-known/posthog-client.json`, "The app");
announce(setting);

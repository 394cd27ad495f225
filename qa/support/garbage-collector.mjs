import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// Preloaded into an app that is measured: SIGUSR2 collects its garbage.
setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc");
process.on("SIGUSR2", () => collectGarbage());

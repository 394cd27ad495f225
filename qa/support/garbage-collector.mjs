import { Session } from "node:inspector";

// Preloaded into an app that is measured: SIGUSR2 collects all garbage and returns the memory to the system, which
// `gc()` does not.
const session = new Session();
session.connect();
process.on("SIGUSR2", () => session.post("HeapProfiler.collectGarbage"));

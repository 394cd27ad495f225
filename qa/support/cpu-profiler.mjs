// Preloaded into the processes that `npm run qa -- profile` measures: SIGUSR2 starts a CPU profile, and the next one
// writes it into the folder in CPU_PROFILES.
import { renameSync, writeFileSync } from "node:fs";
import { Session } from "node:inspector/promises";

const session = new Session();
session.connect();
let isRunning = false;

process.on("SIGUSR2", async () => {
  isRunning = !isRunning;
  if (isRunning) {
    await session.post("Profiler.enable");
    await session.post("Profiler.start");
    return;
  }
  const { profile } = await session.post("Profiler.stop");
  const file = `${process.env.CPU_PROFILES}/${process.pid}.json`;
  writeFileSync(`${file}.part`, JSON.stringify(profile));
  renameSync(`${file}.part`, file);
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made: string[] = [];

process.once("exit", () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Makes a temporary folder, which is removed when this process ends. */
export function makeTempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "open-in-posthog-"));
  made.push(folder);
  return folder;
}

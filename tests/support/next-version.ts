import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { makeScratchCopy } from "./scratch-copy";

/** How the next version differs: an action has another name, and a file for browsers has other content. */
const CHANGES = [
  { before: "disconnectPostHog", after: "endPostHogConnection" },
  { before: "Opening PostHog…", after: "Opening your project…" },
] as const;

const builtSchema = z.object({ encryptionKey: z.string() });

/** A version of the app that was built after the current one, for the same deployment. */
export interface NextVersion {
  readonly folder: string;
  remove(): void;
}

/** Changes a copy of this project, and builds it with the action key of the current build. Takes a minute. */
export function buildNextVersion(): NextVersion {
  const folder = makeScratchCopy();
  const files = ["app", "components"].flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, name, file)),
  );
  for (const { before, after } of CHANGES) {
    const affected = files.filter((file) => readFileSync(file, "utf8").includes(before));
    if (affected.length === 0) throw new Error(`Nothing to change: no file has ${before}.`);
    for (const file of affected) writeFileSync(file, readFileSync(file, "utf8").replaceAll(before, after));
  }
  const record = readFileSync(".next/server/server-reference-manifest.json", "utf8");
  const { encryptionKey } = builtSchema.parse(JSON.parse(record));
  execFileSync("node_modules/.bin/next", ["build"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: encryptionKey,
    },
  });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

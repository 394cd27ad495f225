import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { sourceFingerprint } from "./sources";

/** `next build` deletes this file with the previous build, so the file always describes the build beside it. */
const BUILT_FROM = ".next/built-from";

/** Makes the production build, unless the existing one was made from the same sources. */
export async function buildWhenChanged(build: () => void | Promise<void>): Promise<void> {
  const fingerprint = createHash("sha256").update(sourceFingerprint()).digest("hex");
  if (existsSync(BUILT_FROM) && readFileSync(BUILT_FROM, "utf8") === fingerprint) return;
  await build();
  writeFileSync(BUILT_FROM, fingerprint);
}

import { redirect } from "next/navigation";
import { findSecretKey } from "@/features/secret-keys/secret-keys";
import { readForPage } from "../read-for-page";
import type { requireProject } from "../require-project";

/** What a page about one key has, before PostHog is asked for the key. */
export interface KeyProps extends Awaited<ReturnType<typeof requireProject>> {
  readonly id: string;
}

/** For pages about one key: the key as PostHog has it now, or why it could not be read. */
export async function requireKey({ owner, id }: KeyProps) {
  const result = await readForPage("read_secret_key", () => findSecretKey(owner, id));
  if (!result.ok) return { secretKey: null, failure: result };
  if (!result.value) redirect("/connection/secret-keys?done=gone");
  return { secretKey: result.value, failure: null };
}

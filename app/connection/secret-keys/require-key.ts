import { redirect } from "next/navigation";
import { findSecretKey } from "@/features/secret-keys/secret-keys";
import { readForPage } from "../read-for-page";
import { requireProject } from "../require-project";

/** For pages about one key: the key as PostHog has it now, or why it could not be read. */
export async function requireKey(id: string) {
  const context = await requireProject();
  const result = await readForPage("read_secret_key", () => findSecretKey(context.owner, id));
  if (!result.ok) return { ...context, secretKey: null, failure: result };
  if (!result.value) redirect("/connection/secret-keys?done=gone");
  return { ...context, secretKey: result.value, failure: null };
}

import { redirect } from "next/navigation";
import { findSecretKey } from "@/lib/connection/secret-keys";
import { readForPage } from "../read-for-page";
import { requireProject } from "../require-project";

/** For pages about one key: the key as PostHog has it now, or why it could not be read. */
export async function requireKey(id: string) {
  const held = await requireProject();
  const result = await readForPage("read a project secret API key", () => findSecretKey(held.user.id, id));
  if (!result.ok) return { ...held, secretKey: null, failure: result };
  if (!result.value) redirect("/connection/secret-keys?done=gone");
  return { ...held, secretKey: result.value, failure: null };
}

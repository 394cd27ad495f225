import type { PersonalApiKey } from "../store/keys";
import type { Region } from "./region";
import { createSecret, hashSecret, maskSecret } from "./secrets";

type Chosen = Pick<PersonalApiKey, "label" | "userId" | "scopes" | "scopedProjects" | "scopedOrganizations">;

/** Creates a personal API key. Returns its value, of which only the hash is stored. */
export function createPersonalApiKey(region: Region, chosen: Chosen): string {
  const value = createSecret("phx_");
  const hash = hashSecret(value);
  region.store.personalApiKeys.set(hash, {
    ...chosen,
    hash,
    mask: maskSecret(value),
    createdAt: region.clock.now(),
    lastUsedAt: null,
  });
  return value;
}

import { createPersonalApiKey } from "../core/personal-api-keys";
import type { Region } from "../core/region";
import { isPublicScope } from "../core/scopes";
import type { Body } from "../http/body";
import { notFound } from "../http/errors";
import type { PersonalApiKey } from "../store/keys";
import type { User } from "../store/people";
import { invalid, readText, readTexts } from "./fields";

/** PostHog's limit per user. */
export const PERSONAL_API_KEY_LIMIT = 10;

const LABEL_LENGTH = 40;

/** Newest first. */
export function listPersonalApiKeys(region: Region, { id }: User): PersonalApiKey[] {
  return [...region.store.personalApiKeys.values()].filter((key) => key.userId === id).reverse();
}

/** Finds a user's own key by its hash: keys have no other id. */
export function requirePersonalApiKey(region: Region, user: User, hash: string): PersonalApiKey {
  const key = region.store.personalApiKeys.get(hash);
  if (key?.userId !== user.id) throw notFound();
  return key;
}

/** Reads the label and the scopes from the body. Returns the value of the new key. */
export function addPersonalApiKey(
  region: Region,
  user: User,
  body: Body,
  limits: Pick<PersonalApiKey, "scopedProjects" | "scopedOrganizations">,
): string {
  const label = readText(body, "label", LABEL_LENGTH);
  const scopes = readTexts(body, "scopes");
  const unknown = scopes.find((scope) => scope !== "*" && !isPublicScope(scope));
  if (unknown !== undefined) throw invalid("scopes", "invalid_input", `Invalid scope: ${unknown}`);
  if (listPersonalApiKeys(region, user).length >= PERSONAL_API_KEY_LIMIT) {
    const detail = `You can only have ${PERSONAL_API_KEY_LIMIT} personal API keys. Remove an existing key before creating a new one.`;
    throw invalid(null, "invalid_input", detail);
  }
  return createPersonalApiKey(region, { label, userId: user.id, scopes, ...limits });
}

export function deletePersonalApiKey(region: Region, key: PersonalApiKey): void {
  region.store.personalApiKeys.delete(key.hash);
}

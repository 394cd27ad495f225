import type { Region } from "../core/region";
import { createRandomText, createSecret, hashSecret, maskSecret } from "../core/secrets";
import type { Body } from "../http/body";
import { notFound, serverError } from "../http/errors";
import type { ProjectSecretKey } from "../store/keys";
import type { Project, User } from "../store/people";
import { invalid, readText } from "./fields";
import { readSecretKeyScopes } from "./secret-key-scopes";
import type { WithSecret } from "./with-secret";

const LABEL_LENGTH = 40;

/** Newest first. */
export function listSecretKeys(region: Region, { id }: Project): ProjectSecretKey[] {
  return [...region.store.projectSecretKeys.values()].filter((key) => key.projectId === id).reverse();
}

export function requireSecretKey(region: Region, project: Project, id = ""): ProjectSecretKey {
  const key = region.store.projectSecretKeys.get(id);
  if (key?.projectId !== project.id) throw notFound();
  return key;
}

export function createSecretKey(
  region: Region,
  project: Project,
  user: User,
  body: Body,
): WithSecret<ProjectSecretKey> {
  const label = readText(body, "label", LABEL_LENGTH);
  const scopes = readSecretKeyScopes(region, body);
  refuseTooMany(region, project);
  if (findByLabel(region, project, label)) {
    throw invalid(null, "invalid_input", `Project secret API key with label '${label}' already exists.`);
  }
  const value = createSecret("phs_");
  const key: ProjectSecretKey = {
    id: createRandomText(32),
    projectId: project.id,
    label,
    scopes,
    hash: hashSecret(value),
    mask: maskSecret(value),
    createdBy: user.id,
    createdAt: region.clock.now(),
    lastUsedAt: null,
    lastRolledAt: null,
  };
  region.store.projectSecretKeys.set(key.id, key);
  return { key, value };
}

/** Changes the fields in the body; all fields are required if `isPartial` is false. The secret never changes. */
export function updateSecretKey(
  region: Region,
  project: Project,
  key: ProjectSecretKey,
  body: Body,
  { isPartial = true } = {},
): void {
  const has = (field: string) => !isPartial || body.fields[field] !== undefined;
  const label = has("label") ? readText(body, "label", LABEL_LENGTH) : key.label;
  const scopes = has("scopes") ? readSecretKeyScopes(region, body) : key.scopes;
  const duplicate = findByLabel(region, project, label);
  // PostHog checks for a duplicate label only on creation. On update the database refuses it, which causes a 500.
  if (duplicate && duplicate !== key) throw serverError();
  key.label = label;
  key.scopes = scopes;
}

/** Creates a new secret for the same key. The old one stops working at once. */
export function rollSecretKey(region: Region, key: ProjectSecretKey): WithSecret<ProjectSecretKey> {
  const value = createSecret("phs_");
  key.hash = hashSecret(value);
  key.mask = maskSecret(value);
  key.lastRolledAt = region.clock.now();
  return { key, value };
}

export function deleteSecretKey(region: Region, key: ProjectSecretKey): void {
  region.store.projectSecretKeys.delete(key.id);
}

export function findSecretKey(region: Region, value: string): ProjectSecretKey | undefined {
  const hash = hashSecret(value);
  for (const key of region.store.projectSecretKeys.values()) if (key.hash === hash) return key;
  return undefined;
}

function refuseTooMany(region: Region, project: Project): void {
  const limit = region.settings.switches.secretKeyLimit;
  if (listSecretKeys(region, project).length < limit) return;
  const detail = `You can only have ${limit} project secret API keys. Remove an existing key before creating a new one.`;
  throw invalid(null, "invalid_input", detail);
}

function findByLabel(region: Region, project: Project, label: string): ProjectSecretKey | undefined {
  return listSecretKeys(region, project).find((key) => key.label === label);
}

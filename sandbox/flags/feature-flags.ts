import { createHash } from "node:crypto";
import type { Region } from "../core/region";
import type { Body } from "../http/body";
import { notFound } from "../http/errors";
import { invalid, readText } from "../management/fields";
import type { FeatureFlag } from "../store/flags";
import type { Project } from "../store/people";

const KEY_LENGTH = 400;

export function listFeatureFlags(region: Region, project: Project): FeatureFlag[] {
  return [...region.store.featureFlags.values()].filter((flag) => flag.projectId === project.id);
}

export function requireFeatureFlag(region: Region, project: Project, key = ""): FeatureFlag {
  const flag = listFeatureFlags(region, project).find((candidate) => candidate.key === key);
  if (!flag) throw notFound();
  return flag;
}

export function createFeatureFlag(region: Region, project: Project, body: Body): FeatureFlag {
  const key = readText(body, "key", KEY_LENGTH);
  if (!/^[\w-]+$/.test(key)) {
    throw invalid("key", "invalid_key", "Only letters, numbers, hyphens (-) & underscores (_) are allowed.");
  }
  if (listFeatureFlags(region, project).some((flag) => flag.key === key)) {
    throw invalid("key", "unique", "There is already a feature flag with this key.");
  }
  const { store, clock } = region;
  store.lastFlagId += 1;
  const flag: FeatureFlag = {
    id: store.lastFlagId,
    projectId: project.id,
    key,
    rolloutPercentage: readPercentage(body),
    payload: readPayload(body),
    active: true,
    createdAt: clock.now(),
  };
  store.featureFlags.set(String(flag.id), flag);
  return flag;
}

export function deleteFeatureFlag(region: Region, flag: FeatureFlag): void {
  region.store.featureFlags.delete(String(flag.id));
}

/** Uses PostHog's hash, so that an SDK that evaluates flags locally gets the same result. */
export function isOnFor(flag: FeatureFlag, distinctId: string): boolean {
  const digest = createHash("sha1").update(`${flag.key}.${distinctId}`).digest("hex");
  const share = Number.parseInt(digest.slice(0, 15), 16) / 2 ** 60;
  return flag.active && share <= flag.rolloutPercentage / 100;
}

function readPercentage(body: Body): number {
  const percentage = Number(readText(body, "rollout_percentage"));
  if (percentage >= 0 && percentage <= 100) return percentage;
  throw invalid("rollout_percentage", "invalid_input", "Enter a percentage from 0 to 100.");
}

function readPayload({ fields }: Body): string | null {
  const text = typeof fields.payload === "string" ? fields.payload.trim() : "";
  if (text === "") return null;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    throw invalid("payload", "invalid_input", "A payload must be valid JSON.");
  }
}

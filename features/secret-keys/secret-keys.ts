import { recordActivity } from "@/lib/connection/activity";
import { posthog } from "@/lib/identity/client";
import { isAnswerLost, isGone, nullIfGone, PostHogError } from "@/lib/posthog/errors";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { withCredentialFor } from "../personal-api-key/credentials";
import type { SecretKey, SecretKeyFields } from "./api";
import * as api from "./api";
import { refuse } from "./messages";

/** The keys of the owner's project, newest first. */
export function listSecretKeys(owner: ConnectionOwner): Promise<SecretKey[]> {
  return withCredentialFor(owner, "project:read", (request) => api.listSecretKeys(posthog(), request));
}

/** One key; null when it is gone. */
export function findSecretKey(owner: ConnectionOwner, id: string): Promise<SecretKey | null> {
  return withCredentialFor(owner, "project:read", (request) =>
    api.getSecretKey(posthog(), { ...request, id }),
  ).catch(nullIfGone);
}

/**
 * Creates a key.
 * @returns its value, which exists in this answer and nowhere else.
 * @throws {AppError} `secret_key_value_lost` when the key is there but its value never arrived.
 * @throws {PostHogError} what PostHog answered.
 */
export async function createSecretKey(owner: ConnectionOwner, fields: SecretKeyFields): Promise<string> {
  return withCredentialFor(owner, "project:write", async (request) => {
    try {
      const { value } = await api.createSecretKey(posthog(), { ...request, ...fields });
      recordActivity(owner.userId, {
        action: "create_secret_key",
        region: request.region,
        event: "key_created",
      });
      return value;
    } catch (error) {
      // Never retried: a second key would hide the first. Labels are unique, so the list shows whether it exists.
      const keys = isAnswerLost(error) ? await api.listSecretKeys(posthog(), request) : [];
      if (!keys.some(({ label }) => label === fields.label)) throw error;
      recordActivity(owner.userId, {
        action: "create_secret_key",
        region: request.region,
        event: "key_created",
      });
      throw refuse("secret_key_value_lost");
    }
  });
}

/**
 * Changes label and scopes; the value stays.
 * @throws {AppError} `secret_key_gone`, `secret_key_label_taken`.
 * @throws {PostHogError} what PostHog answered.
 */
export async function updateSecretKey(
  owner: ConnectionOwner,
  id: string,
  fields: SecretKeyFields,
): Promise<void> {
  await withCredentialFor(owner, "project:write", async (request) => {
    try {
      await api.updateSecretKey(posthog(), { ...request, id, ...fields });
      recordActivity(owner.userId, {
        action: "change_secret_key",
        region: request.region,
        event: "key_changed",
      });
    } catch (error) {
      if (isGone(error)) throw refuse("secret_key_gone");
      // PostHog explains that a label is taken only on creation; here it answers 500.
      const isBroken = error instanceof PostHogError && error.code === "server_error";
      const keys = isBroken ? await api.listSecretKeys(posthog(), request) : [];
      const isTaken = keys.some((key) => key.label === fields.label && key.id !== id);
      throw isTaken ? refuse("secret_key_label_taken") : error;
    }
  });
}

/**
 * Gives a key a new value; the old one no longer works when this returns.
 * @returns the value, which exists in this answer and nowhere else.
 * @throws {AppError} `secret_key_gone`, `secret_key_roll_lost`.
 * @throws {PostHogError} what PostHog answered.
 */
export async function rollSecretKey(
  owner: ConnectionOwner,
  id: string,
): Promise<{ label: string; value: string }> {
  return withCredentialFor(owner, "project:write", async (request) => {
    try {
      const { label, value } = await api.rollSecretKey(posthog(), { ...request, id });
      recordActivity(owner.userId, {
        action: "roll_secret_key",
        region: request.region,
        event: "key_rotated",
      });
      return { label, value };
    } catch (error) {
      if (isGone(error)) throw refuse("secret_key_gone");
      throw isAnswerLost(error) ? refuse("secret_key_roll_lost") : error;
    }
  });
}

/** Deletes a key. A key that is gone already counts as deleted. */
export async function deleteSecretKey(owner: ConnectionOwner, id: string): Promise<void> {
  await withCredentialFor(owner, "project:write", async (request) => {
    try {
      await api.deleteSecretKey(posthog(), { ...request, id });
      recordActivity(owner.userId, {
        action: "delete_secret_key",
        region: request.region,
        event: "key_revoked",
      });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  });
}

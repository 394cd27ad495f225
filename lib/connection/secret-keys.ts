import { AppError } from "../failure";
import { isAnswerLost, isGone, nullIfGone, PostHogError } from "../posthog/errors";
import type { SecretKey, SecretKeyFields } from "../posthog/secret-keys";
import { posthog } from "../posthog-client";
import { recordActivity } from "./activity";
import { withCredentialFor } from "./credentials-for";

/** The keys of the user's project, newest first. */
export function listSecretKeys(userId: string): Promise<SecretKey[]> {
  return withCredentialFor(userId, "project:read", (request) => posthog().listSecretKeys(request));
}

/** One key; null when it is gone. */
export function findSecretKey(userId: string, id: string): Promise<SecretKey | null> {
  return withCredentialFor(userId, "project:read", (request) =>
    posthog().getSecretKey({ ...request, id }),
  ).catch(nullIfGone);
}

/**
 * Makes a key.
 * @returns its value, which exists in this answer and nowhere else.
 * @throws {AppError} `secret_key_value_lost` when the key is there but its value never arrived.
 * @throws {PostHogError} what PostHog answered.
 */
export async function createSecretKey(userId: string, fields: SecretKeyFields): Promise<string> {
  return withCredentialFor(userId, "project:write", async (request) => {
    try {
      const { value } = await posthog().createSecretKey({ ...request, ...fields });
      recordActivity(userId, { kind: "SECRET_KEY_CREATED", region: request.region });
      return value;
    } catch (error) {
      // Never asked again: the second key would hide the first. A label is used once, so it tells.
      const keys = isAnswerLost(error) ? await posthog().listSecretKeys(request) : [];
      if (!keys.some(({ label }) => label === fields.label)) throw error;
      recordActivity(userId, { kind: "SECRET_KEY_CREATED", region: request.region });
      throw new AppError("secret_key_value_lost");
    }
  });
}

/**
 * Changes label and scopes; the value stays.
 * @throws {AppError} `secret_key_gone`, `secret_key_label_taken`.
 * @throws {PostHogError} what PostHog answered.
 */
export async function updateSecretKey(userId: string, id: string, fields: SecretKeyFields): Promise<void> {
  await withCredentialFor(userId, "project:write", async (request) => {
    try {
      await posthog().updateSecretKey({ ...request, id, ...fields });
      recordActivity(userId, { kind: "SECRET_KEY_CHANGED", region: request.region });
    } catch (error) {
      if (isGone(error)) throw new AppError("secret_key_gone");
      // PostHog explains a label that is taken only when a key is made; here it merely breaks.
      const isBroken = error instanceof PostHogError && error.code === "server_error";
      const keys = isBroken ? await posthog().listSecretKeys(request) : [];
      const isTaken = keys.some((key) => key.label === fields.label && key.id !== id);
      throw isTaken ? new AppError("secret_key_label_taken") : error;
    }
  });
}

/**
 * Gives a key another value; the old one is dead when this returns.
 * @returns the value, which exists in this answer and nowhere else.
 * @throws {AppError} `secret_key_gone`, `secret_key_roll_lost`.
 * @throws {PostHogError} what PostHog answered.
 */
export async function rollSecretKey(userId: string, id: string): Promise<{ label: string; value: string }> {
  return withCredentialFor(userId, "project:write", async (request) => {
    try {
      const { label, value } = await posthog().rollSecretKey({ ...request, id });
      recordActivity(userId, { kind: "SECRET_KEY_ROLLED", region: request.region });
      return { label, value };
    } catch (error) {
      if (isGone(error)) throw new AppError("secret_key_gone");
      throw isAnswerLost(error) ? new AppError("secret_key_roll_lost") : error;
    }
  });
}

/** Deletes a key. One that is gone already is what was wanted. */
export async function deleteSecretKey(userId: string, id: string): Promise<void> {
  await withCredentialFor(userId, "project:write", async (request) => {
    try {
      await posthog().deleteSecretKey({ ...request, id });
      recordActivity(userId, { kind: "SECRET_KEY_DELETED", region: request.region });
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  });
}

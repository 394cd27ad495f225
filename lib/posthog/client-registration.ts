import { z } from "zod";
import type { ClientConfig } from "./config.ts";
import { PostHogError } from "./errors.ts";
import { callProvisioningApi } from "./provisioning.ts";
import type { Region } from "./regions.ts";

export const checksSchema = z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() }));

const registrationSchema = z
  .object({
    registered: z.boolean(),
    client_type: z.enum(["public", "confidential"]).optional(),
    checks: checksSchema,
  })
  .transform(({ registered, client_type, checks }) => ({ registered, clientType: client_type, checks }));

/** The result of a registration. Even a registered client may have failed checks. */
export type ClientRegistration = z.output<typeof registrationSchema>;

/**
 * Registers the client in one region, or makes PostHog check it again: PostHog then reads the metadata document and
 * the keys without its caches. Safe to repeat, about thirty times an hour.
 * @returns null where the server has no such endpoint and registers a client on its first account request.
 * @throws {PostHogError} among others `rate_limited`; a refused document is a result, not an error.
 */
export async function registerClient(
  config: ClientConfig,
  region: Region,
): Promise<ClientRegistration | null> {
  try {
    return await callProvisioningApi(config, {
      region,
      idempotent: true,
      path: "/api/agentic/provisioning/client_registration",
      asClient: true,
      body: {},
      answeringStatus: 400,
      isRefusal: ({ checks }) => checks.some(({ ok }) => !ok),
      schema: registrationSchema,
    });
  } catch (error) {
    if (error instanceof PostHogError && error.details.status === 404) return null;
    throw error;
  }
}

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

/** What PostHog made of the client; even a registered one may have checks that failed. */
export type ClientRegistration = z.output<typeof registrationSchema>;

/**
 * Registers the client in one region, or has PostHog look at it again: it reads the metadata document and the
 * keys now, whatever it has in its caches. Safe to repeat, some thirty times an hour.
 * @returns null where the server has no such endpoint and registers a client on its first account request.
 * @throws {PostHogError} among others `rate_limited`; a refusal of the document is an answer, not an error.
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

import { z } from "zod";
import type { ClientConfig } from "./config";
import { PostHogError } from "./errors";
import { postJson } from "./http";
import type { Region } from "./regions";

const registrationSchema = z.object({
  registered: z.boolean(),
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
});

export type ClientRegistration = z.infer<typeof registrationSchema>;

/**
 * Registers the client in one region: PostHog fetches the metadata document now. Safe to repeat.
 * Servers of the documented profile have no such endpoint and register on the first account request.
 * @throws {PostHogError} `registration_failed` when PostHog refuses the document.
 */
export async function registerClient(config: ClientConfig, region: Region): Promise<ClientRegistration> {
  const registration = await postJson(config, {
    region,
    repeatable: "safely",
    path: "/api/agentic/provisioning/client_registration",
    body: {},
    asClient: true,
    schema: registrationSchema,
  });
  if (!registration.registered) throw new PostHogError("registration_failed");
  return registration;
}

import type { Context } from "hono";
import { z } from "zod";
import { isMetadataUrl } from "../cimd/client-id";
import { createClient, PARTNER_RIGHTS } from "../core/clients";
import type { Region } from "../core/region";
import { createOpaqueToken, createRandomText, hashSecret } from "../core/secrets";
import type { Client } from "../store/clients";
import { ControlError, readControl } from "./control";

const body = z.strictObject({
  client_id: z.string().trim().min(1).optional(),
  name: z.string().trim().min(1),
  type: z.enum(["public", "client_secret_post"]),
  redirect_uris: z.array(z.string().min(1)),
  scopes: z.array(z.string()).default([]),
});

const ID_BYTES = 29;

/** Creates a client as a PostHog operator does: with an opaque id, and without a metadata document. */
export async function createOperatorClient(
  c: Context,
  region: Region,
): Promise<{ client: Client; secret: string | undefined }> {
  const { client_id, name, type, redirect_uris, scopes } = await readControl(c, body);
  const clientId = client_id ?? createRandomText(ID_BYTES);
  const { strict, switches } = region.settings;
  if (isMetadataUrl(clientId, strict)) {
    throw new ControlError(
      400,
      "client_id: A client with a metadata URL registers itself. Use an opaque id.",
    );
  }
  if (region.store.clients.has(clientId)) throw new ControlError(409, "client_id: This id is taken.");
  const isPublic = type === "public";
  const secret = isPublic ? undefined : createOpaqueToken();
  const { rateLimits = {}, ...flags } = region.store.clientOverrides.get(clientId) ?? {};
  const client = createClient(region, {
    ...PARTNER_RIGHTS,
    clientId,
    name,
    redirectUris: redirect_uris,
    tokenEndpointAuthMethod: isPublic ? "none" : type,
    secretHash: secret === undefined ? null : hashSecret(secret),
    scopes,
    canIssueDeepLinks: switches.deepLinksFromTheStart || !isPublic,
    rateLimits,
    ...flags,
  });
  return { client, secret };
}

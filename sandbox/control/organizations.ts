import { Hono } from "hono";
import { z } from "zod";
import { createPersonalApiKey } from "../core/personal-api-keys";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { answerControlError, notFound, readControl } from "./control";
import { requireUser } from "./people";

const organizationChange = z.strictObject({
  max_proxy_records: z.number().int().min(0).nullable().optional(),
  member_personal_api_keys: z.boolean().optional(),
});

const keyBody = z.strictObject({
  user_id: z.union([z.number(), z.string()]),
  label: z.string().default("Sandbox key"),
  scopes: z.array(z.string()),
  scoped_teams: z.array(z.number()).default([]),
  scoped_organizations: z.array(z.string()).default([]),
});

/** Settings of organizations, and personal API keys. */
export function organizationControl(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerControlError);

  app.patch("/organizations/:id", async (c) => {
    const organization = region.store.organizations.get(c.req.param("id")) ?? notFound("organization");
    const change = await readControl(c, organizationChange);
    if (change.max_proxy_records !== undefined) organization.maxProxyRecords = change.max_proxy_records;
    organization.memberPersonalApiKeys =
      change.member_personal_api_keys ?? organization.memberPersonalApiKeys;
    return c.json({
      id: organization.id,
      name: organization.name,
      max_proxy_records: organization.maxProxyRecords,
      member_personal_api_keys: organization.memberPersonalApiKeys,
    });
  });

  app.post("/personal_api_keys", async (c) => {
    const body = await readControl(c, keyBody);
    const user = requireUser(region, String(body.user_id));
    const value = createPersonalApiKey(region, {
      label: body.label,
      userId: user.id,
      scopes: body.scopes,
      scopedProjects: body.scoped_teams,
      scopedOrganizations: body.scoped_organizations,
    });
    return c.json({ value }, 201);
  });

  return app;
}

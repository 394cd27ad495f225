import type { Context } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { readBodyQuietly } from "./quiet-body";
import { unauthenticated } from "./unauthenticated";

/**
 * PostHog's routing takes `token` and `api_key`, in the query of a read and in a form, for a project token,
 * whatever they were meant as. One that belongs to no project is refused.
 */
export async function refuseProjectTokens(c: Context<SandboxEnv>, region: Region): Promise<void> {
  const sent = c.req.method === "GET" ? c.req.query() : await readForm(c);
  for (const value of [sent.token, sent.api_key]) {
    if (value !== undefined && !isProjectToken(region, value)) {
      throw unauthenticated(region, "Incorrect authentication credentials.");
    }
  }
}

async function readForm(c: Context): Promise<Readonly<Record<string, unknown>>> {
  const body = await readBodyQuietly(c);
  return body.isForm ? body.fields : {};
}

function isProjectToken(region: Region, value: unknown): boolean {
  for (const project of region.store.projects.values()) if (project.apiToken === value) return true;
  return false;
}

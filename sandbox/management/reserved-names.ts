import type { Context } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { readBodyOrEmpty } from "./optional-body";
import { unauthenticated } from "./unauthenticated";

/**
 * On every endpoint, PostHog reads `token` and `api_key` in the query of a GET or in a form as project tokens. It
 * refuses a value that is not the token of a project.
 */
export async function refuseUnknownProjectTokens(c: Context<SandboxEnv>, region: Region): Promise<void> {
  const sent = c.req.method === "GET" ? c.req.query() : await readForm(c);
  for (const value of [sent.token, sent.api_key]) {
    if (value !== undefined && !isProjectToken(region, value)) {
      throw unauthenticated(region, "Incorrect authentication credentials.");
    }
  }
}

async function readForm(c: Context): Promise<Readonly<Record<string, unknown>>> {
  const body = await readBodyOrEmpty(c);
  return body.isForm ? body.fields : {};
}

function isProjectToken(region: Region, value: unknown): boolean {
  for (const project of region.store.projects.values()) if (project.apiToken === value) return true;
  return false;
}

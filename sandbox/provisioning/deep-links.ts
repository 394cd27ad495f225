import { pythonTimestamp } from "../core/clock";
import type { Region } from "../core/region";
import { createOpaqueToken } from "../core/secrets";
import { type Body, readBody } from "../http/body";
import { isInAppPath } from "../http/in-app-path";
import { Refusal } from "../http/refusal";
import type { DeepLink } from "../store/grants";
import { bearerEndpoint } from "./bearer-endpoint";
import { readJson, readString } from "./fields";

const DASHBOARD = "dashboard";
const LIFETIME_SECONDS = 600;
/** Bounds memory in load tests that mint links and never open them. */
const MAX_UNOPENED = 20_000;

/** Mints a single-use link that logs its user in and redirects to a project or a path. */
export function mintDeepLink(region: Region) {
  return bearerEndpoint(region, "deep_links", async (c, { client, token, user }) => {
    if (!client.canIssueDeepLinks) {
      throw new Refusal(403, "deep_links_not_enabled", "Deep links are not enabled for this partner");
    }
    const body = await readBody(c);
    const purpose = readPurpose(body, region);
    const path = region.settings.switches.deepLinkPaths ? readPath(readJson(body, "path"), region) : null;
    const projectId = token.projectIds[0] ?? null;
    const expiresAt = region.clock.now() + LIFETIME_SECONDS * 1000;
    const linkToken = createOpaqueToken();
    keep(region, { token: linkToken, userId: user.id, projectId, path, expiresAt });
    const team = projectId === null ? "" : `&team_id=${projectId}`;
    return c.json({
      purpose,
      url: `${region.origin}/agentic/login?token=${linkToken}${team}`,
      expires_at: pythonTimestamp(expiresAt),
    });
  });
}

function keep(region: Region, link: DeepLink): void {
  const { deepLinks } = region.store;
  deepLinks.set(link.token, link);
  const [oldest] = deepLinks.size > MAX_UNOPENED ? deepLinks.keys() : [];
  if (oldest !== undefined) deepLinks.delete(oldest);
}

function readPurpose(body: Body, { settings }: Region): string {
  if (!settings.switches.onlyDashboardPurpose) return readString(body, "purpose") || DASHBOARD;
  const purpose = body.fields.purpose ?? DASHBOARD;
  if (purpose === DASHBOARD) return purpose;
  const sent = typeof purpose === "string" ? purpose : JSON.stringify(purpose);
  const message = `Unsupported purpose: ${sent}. Supported: ${DASHBOARD}`;
  throw new Refusal(400, "unsupported_purpose", message, { isFlat: true });
}

/** A falsy value means "no path". */
function readPath(value: unknown, region: Region): string | null {
  if (!value) return null;
  if (typeof value === "string" && isInAppPath(value, region.origin)) return value;
  throw new Refusal(400, "invalid_path", "path must be a relative in-app path beginning with a single '/'");
}

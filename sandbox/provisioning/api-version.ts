import type { Context } from "hono";
import type { Region } from "../core/region";
import { Refusal } from "../http/refusal";

const SUPPORTED = "0.1d";

export function requireApiVersion(c: Context, region: Region): void {
  if (!region.settings.switches.apiVersionRequired || c.req.header("api-version") === SUPPORTED) return;
  throw new Refusal(400, "invalid_api_version", `Supported API-Versions: ${SUPPORTED}`, { isFlat: true });
}

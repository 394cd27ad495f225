import type { Region } from "../core/region";
import { isPublicScope } from "../core/scopes";
import type { Body } from "../http/body";
import { invalid, readTexts } from "./fields";

/** Scopes that exist only for project secret API keys. */
const SECRET_KEY_SCOPES = /^(?:account|endpoint|llm_gateway|loop|messaging_preference):(?:read|write)$/;

const refuse = (detail: string) => invalid("scopes", "invalid_input", detail);

/** Reports the first scope that is not allowed. Repeated scopes are allowed. */
export function readSecretKeyScopes(region: Region, body: Body): string[] {
  const scopes = readTexts(body, "scopes");
  for (const scope of scopes) checkScope(region, scope);
  return scopes;
}

function checkScope({ settings }: Region, scope: string): void {
  const { secretKeyScopes: allowed, secretKeysKnowGateway } = settings.switches;
  if (scope === "*") {
    throw refuse("Wildcard scope '*' is not allowed for project API keys. Please specify explicit scopes.");
  }
  if (!isPublicScope(scope) && !SECRET_KEY_SCOPES.test(scope)) throw refuse(`Invalid scope: ${scope}`);
  if (scope === "llm_gateway:read" && secretKeysKnowGateway) {
    throw refuse(
      "LLM gateway scope is not available for this project. Contact support to enable this feature.",
    );
  }
  if (!allowed.includes(scope)) {
    throw refuse(
      `Scope '${scope}' can not be assigned to a project secret API key. Allowed scopes: ${allowed.join(", ")}`,
    );
  }
}

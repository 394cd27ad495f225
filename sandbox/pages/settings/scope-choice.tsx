import type { ProjectVisit } from "../visit";

/** PostHog's descriptions of the scopes. */
const PURPOSES = new Map([
  ["account:read", "List accounts"],
  ["endpoint:read", "Endpoint execution"],
  ["experiment:read", "Read experiments"],
  ["feature_flag:read", "Local feature flag evaluation"],
  ["loop:write", "Start loops"],
]);

/** The scopes that a project secret API key can have. PostHog lists the others too, but disabled. */
export function ScopeChoice({ visit, chosen }: { visit: ProjectVisit; chosen: string[] }) {
  return (
    <fieldset class="stack-tight">
      <legend>Scopes</legend>
      {visit.region.settings.switches.secretKeyScopes.map((scope) => (
        <label class="choice">
          <input type="checkbox" name="scopes" value={scope} checked={chosen.includes(scope)} />
          <span>
            {PURPOSES.get(scope)} <code class="soft">{scope}</code>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

import type { ProjectVisit } from "../visit";

/** What each scope is good for. */
const PURPOSES = new Map([
  ["account:read", "List accounts"],
  ["endpoint:read", "Endpoint execution"],
  ["experiment:read", "Read experiments"],
  ["feature_flag:read", "Local feature flag evaluation"],
  ["loop:write", "Start loops"],
]);

/** Only the scopes that a key of this kind can have: PostHog greys out all others. */
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

/** PostHog's descriptions of the scopes of secret keys, and what the other scopes do in the sandbox. */
const PURPOSES = new Map([
  ["account:read", "List accounts"],
  ["endpoint:read", "Endpoint execution"],
  ["experiment:read", "Read experiments"],
  ["feature_flag:read", "Local feature flag evaluation"],
  ["loop:write", "Start loops"],
  ["organization:read", "Read organizations"],
  ["organization:write", "Change organizations and reverse proxies"],
  ["project:read", "Read projects"],
  ["project:write", "Change projects and secret API keys"],
  ["query:read", "Run queries"],
]);

/** The scopes that a key can have on this page. PostHog lists more; for secret keys, the others are disabled. */
export function ScopeChoice({ scopes, chosen }: { scopes: readonly string[]; chosen: string[] }) {
  return (
    <fieldset class="stack-tight">
      <legend>Scopes</legend>
      {scopes.map((scope) => (
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

/**
 * The most common scopes, starting with the one that every server grants. PostHog decides which scopes a key may have,
 * and lists them when it refuses one.
 */
export const SCOPE_PRESETS = [
  { scope: "endpoint:read", label: "Run endpoints" },
  { scope: "feature_flag:read", label: "Evaluate feature flags locally" },
] as const;

/** A key's scopes that have no preset, as the form's text field shows them. */
export function otherScopes(scopes: readonly string[]): string {
  return scopes.filter((scope) => !SCOPE_PRESETS.some((preset) => preset.scope === scope)).join(" ");
}

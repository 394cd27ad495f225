/** What most keys are for, first what every server grants. PostHog decides which scopes a key may have, and lists them when it refuses one. */
export const SCOPE_PRESETS = [
  { scope: "endpoint:read", label: "Run endpoints" },
  { scope: "feature_flag:read", label: "Evaluate feature flags locally" },
] as const;

/** The scopes of a key that have no preset, as they are written in the form. */
export function otherScopes(scopes: readonly string[]): string {
  return scopes.filter((scope) => !SCOPE_PRESETS.some((preset) => preset.scope === scope)).join(" ");
}

/** What most keys are for. Which scopes a key may have is PostHog's to say, and it does when one is refused. */
export const SCOPE_PRESETS = [
  { scope: "feature_flag:read", label: "Evaluate feature flags locally" },
  { scope: "endpoint:read", label: "Run endpoints" },
] as const;

/** The scopes of a key that no preset stands for, as they are written in the form. */
export function otherScopes(scopes: readonly string[]): string {
  return scopes.filter((scope) => !SCOPE_PRESETS.some((preset) => preset.scope === scope)).join(" ");
}

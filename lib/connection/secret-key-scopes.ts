import { z } from "zod";

/** What most keys are for. Which scopes a key may have is PostHog's to say, and it does when one is refused. */
export const SCOPE_PRESETS = [
  { scope: "feature_flag:read", label: "Evaluate feature flags locally" },
  { scope: "endpoint:read", label: "Run endpoints" },
] as const;

/** The scopes of a form: presets that were ticked, and whatever else was written, one beside the other. */
export const secretKeyForm = z
  .object({
    label: z.string().trim().max(200),
    "feature_flag:read": z.string().optional(),
    "endpoint:read": z.string().optional(),
    otherScopes: z.string().max(500).default(""),
  })
  .transform((form) => ({
    label: form.label,
    scopes: [
      ...SCOPE_PRESETS.flatMap(({ scope }) => (form[scope] ? [scope] : [])),
      ...form.otherScopes.split(/[\s,]+/).filter(Boolean),
    ],
  }));

/** The scopes of a key that no preset stands for, as they are written in the form. */
export function otherScopes(scopes: readonly string[]): string {
  return scopes.filter((scope) => !SCOPE_PRESETS.some((preset) => preset.scope === scope)).join(" ");
}

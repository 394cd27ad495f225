import { z } from "zod";
import { SCOPE_PRESETS } from "./scopes";

/** The form for a key: its label, and its scopes from ticked presets and the text field. */
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

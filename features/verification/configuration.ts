import { z } from "zod";
import { defineConfiguration } from "@/lib/platform/configuration";
import { regionSchema } from "@/lib/posthog/regions";

const ALL_THREE =
  "needs POSTHOG_PARTNER_API_KEY, POSTHOG_PARTNER_ORGANIZATION_ID and POSTHOG_PARTNER_REGION together";

/** The partner's own organization at PostHog, and the verification token in the client metadata document. */
export const verificationConfiguration = defineConfiguration(
  z
    .object({
      POSTHOG_PARTNER_API_KEY: z
        .string()
        .regex(/^phx_\w+$/, "must begin with phx_")
        .optional()
        .meta({ example: "phx_…" }),
      POSTHOG_PARTNER_ORGANIZATION_ID: z
        .uuid("must be a UUID")
        .optional()
        .meta({ example: "0198c1d2-7b1a-7000-8f1e-3a5c9e6b2d10" }),
      POSTHOG_PARTNER_REGION: z
        .enum(regionSchema.options, "must be US or EU")
        .optional()
        .meta({ example: "US" }),
      POSTHOG_VERIFICATION_TOKEN: z
        .string()
        .regex(/^phvt_\w+$/, "must be a verification token, phvt_…")
        .optional()
        .meta({ example: "phvt_…" }),
    })
    .transform((raw, context) => {
      const credential = raw.POSTHOG_PARTNER_API_KEY;
      const organizationId = raw.POSTHOG_PARTNER_ORGANIZATION_ID;
      const region = raw.POSTHOG_PARTNER_REGION;
      const partner =
        credential && organizationId && region ? { credential, organizationId, region } : undefined;
      if (!partner && (credential || organizationId || region)) {
        context.addIssue({ code: "custom", message: ALL_THREE, path: ["POSTHOG_PARTNER_API_KEY"] });
      }
      return {
        /** Manages verification tokens, and is used for nothing else. */
        partner,
        /** Takes precedence over the token that /partner stores. */
        verificationToken: raw.POSTHOG_VERIFICATION_TOKEN,
      };
    }),
);

import { findActiveToken, sealedVerificationTokens } from "./active-token";
import { verificationConfiguration } from "./configuration";
import { checkVerification } from "./examination";
import { verificationMessages } from "./messages";
import { verificationSummary } from "./summary";
import { VerificationSection } from "./verification-section";

/** Verification tokens: they show PostHog which organization this client belongs to, which raises its limits. */
export const verification = {
  messages: verificationMessages,
  activities: {
    create_verification_token: {
      done: "Created a verification token",
      failed: "Could not create a verification token",
    },
    revoke_verification_token: {
      done: "Revoked a verification token",
      failed: "Could not revoke a verification token",
    },
  },
  configuration: verificationConfiguration,
  sealedColumns: [sealedVerificationTokens],
  PartnerSection: VerificationSection,
  summary: verificationSummary,
  verificationToken: async () => (await findActiveToken())?.value,
  examine: checkVerification,
};

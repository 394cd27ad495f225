-- What came of a consent, for a callback that is delivered again.
ALTER TABLE "Onboarding" ADD COLUMN "endedAt" TIMESTAMPTZ(3), ADD COLUMN "failureCode" TEXT;

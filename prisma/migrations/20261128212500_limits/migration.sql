-- Counters begin anew in another shape. A process of the version before counts nothing meanwhile, and lets people in.
DROP TABLE "RateLimiterFlexible";

CREATE TABLE "RateLimit" (
    "key" TEXT NOT NULL,
    "fullAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "RateLimit_fullAt_idx" ON "RateLimit"("fullAt");

-- What was refused before it reached PostHog is one row an hour, with a count.
ALTER TABLE "Activity" ADD COLUMN "times" INTEGER NOT NULL DEFAULT 1;

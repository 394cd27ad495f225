-- A save whose answer was lost is repeated, and must not take the place of what came after it.
CREATE TABLE "SavedGrant" (
    "id" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SavedGrant_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "SavedGrant_savedAt_idx" ON "SavedGrant"("savedAt");

-- Users with the same address are one person at PostHog, so removals look for the others.
CREATE INDEX "User_email_idx" ON "User"("email");
CREATE INDEX "PendingRemoval_emailHash_idx" ON "PendingRemoval"("emailHash");

-- A pending removal keeps the whole grant until PostHog has revoked it. Rows from before have an access token alone,
-- encrypted for their own id, and end with it.
ALTER TABLE "PendingRemoval" ALTER COLUMN "projectId" DROP NOT NULL,
  ADD COLUMN "emailHash" TEXT,
  ADD COLUMN "sealedFor" TEXT,
  ADD COLUMN "refreshTokenSealed" TEXT,
  ADD COLUMN "leaseUntil" TIMESTAMPTZ(3);

-- A user is deleted after their connections: the grant of a connection that vanished with its user would live on at
-- PostHog, unknown here.
ALTER TABLE "Connection" DROP CONSTRAINT "Connection_userId_fkey";
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_userId_fkey"
  FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

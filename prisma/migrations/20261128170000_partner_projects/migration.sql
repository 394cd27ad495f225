-- A connection belongs to a person and one of the partner's projects.
ALTER TABLE "Connection" RENAME COLUMN "slot" TO "partnerProjectId";
ALTER INDEX "Connection_userId_slot_key" RENAME TO "Connection_userId_partnerProjectId_key";
ALTER TABLE "Onboarding" ADD COLUMN "partnerProjectId" TEXT NOT NULL DEFAULT 'default';

-- Connections always have tokens; a row without any asks its owner to connect again.
UPDATE "Connection" SET "status" = 'NEEDS_RECONNECT',
  "accessTokenSealed" = COALESCE("accessTokenSealed", ''), "refreshTokenSealed" = COALESCE("refreshTokenSealed", ''),
  "accessTokenExpiresAt" = COALESCE("accessTokenExpiresAt", now())
  WHERE "accessTokenSealed" IS NULL OR "refreshTokenSealed" IS NULL OR "accessTokenExpiresAt" IS NULL;
ALTER TABLE "Connection" ALTER COLUMN "accessTokenSealed" SET NOT NULL,
  ALTER COLUMN "refreshTokenSealed" SET NOT NULL,
  ALTER COLUMN "accessTokenExpiresAt" SET NOT NULL;

-- PostHog says "remove", and so do we.
ALTER TABLE "Release" RENAME TO "PendingRemoval";
ALTER TABLE "PendingRemoval" RENAME CONSTRAINT "Release_pkey" TO "PendingRemoval_pkey";
ALTER INDEX "Release_userId_idx" RENAME TO "PendingRemoval_userId_idx";
ALTER INDEX "Release_nextAttemptAt_idx" RENAME TO "PendingRemoval_nextAttemptAt_idx";

-- What was done or attempted is the id of an action. Before, it was a kind for a success and an English phrase for
-- a failure.
ALTER TABLE "Activity" ADD COLUMN "action" TEXT;
UPDATE "Activity" SET "action" = CASE
  WHEN "kind" <> 'FAILED' THEN CASE "kind"::text
    WHEN 'CONNECTED' THEN 'connect'
    WHEN 'LINK_OPENED' THEN 'open'
    WHEN 'REFRESHED' THEN 'refresh'
    WHEN 'CREDENTIALS_ROTATED' THEN 'replace_project_token'
    WHEN 'DISCONNECTED' THEN 'disconnect'
    WHEN 'EVENT_SENT' THEN 'send_test_event'
    WHEN 'PERSONAL_API_KEY_ADDED' THEN 'add_personal_api_key'
    WHEN 'PERSONAL_API_KEY_REMOVED' THEN 'remove_personal_api_key'
    WHEN 'SECRET_KEY_CREATED' THEN 'create_secret_key'
    WHEN 'SECRET_KEY_CHANGED' THEN 'change_secret_key'
    WHEN 'SECRET_KEY_ROLLED' THEN 'roll_secret_key'
    WHEN 'SECRET_KEY_DELETED' THEN 'delete_secret_key'
    WHEN 'PROXY_ADDED' THEN 'add_proxy'
    WHEN 'PROXY_RETRIED' THEN 'retry_proxy'
    WHEN 'PROXY_REMOVED' THEN 'delete_proxy'
  END
  ELSE CASE "attempted"
    WHEN 'connect' THEN 'connect'
    WHEN 'finish the consent' THEN 'finish_consent'
    WHEN 'finish setting up' THEN 'finish_setup'
    WHEN 'open in PostHog' THEN 'open'
    WHEN 'renew the connection' THEN 'refresh'
    WHEN 'replace the project token' THEN 'replace_project_token'
    WHEN 'disconnect' THEN 'disconnect'
    WHEN 'release the project at PostHog' THEN 'remove_project'
    WHEN 'release the project at PostHog right away' THEN 'remove_project'
    WHEN 'delete the account' THEN 'delete_account'
    WHEN 'send a test event' THEN 'send_test_event'
    WHEN 'add a personal API key' THEN 'add_personal_api_key'
    WHEN 'remove a personal API key' THEN 'remove_personal_api_key'
    WHEN 'create a project secret API key' THEN 'create_secret_key'
    WHEN 'change a project secret API key' THEN 'change_secret_key'
    WHEN 'roll a project secret API key' THEN 'roll_secret_key'
    WHEN 'delete a project secret API key' THEN 'delete_secret_key'
    WHEN 'add a reverse proxy' THEN 'add_proxy'
    WHEN 'set up a reverse proxy again' THEN 'retry_proxy'
    WHEN 'delete a reverse proxy' THEN 'delete_proxy'
    WHEN 'register this app' THEN 'register_client'
    WHEN 'create a verification token' THEN 'create_verification_token'
    WHEN 'revoke a verification token' THEN 'revoke_verification_token'
    ELSE 'unknown'
  END
END;
ALTER TABLE "Activity" ALTER COLUMN "action" SET NOT NULL;
ALTER TABLE "Activity" DROP COLUMN "kind", DROP COLUMN "attempted";
DROP TYPE "ActivityKind";

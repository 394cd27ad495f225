-- CreateEnum
CREATE TYPE "PersonalApiKeyOrigin" AS ENUM ('PASTED', 'PROVISIONED');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "ActivityKind" ADD VALUE 'PERSONAL_API_KEY_ADDED';
ALTER TYPE "ActivityKind" ADD VALUE 'PERSONAL_API_KEY_REMOVED';
ALTER TYPE "ActivityKind" ADD VALUE 'SECRET_KEY_CREATED';
ALTER TYPE "ActivityKind" ADD VALUE 'SECRET_KEY_CHANGED';
ALTER TYPE "ActivityKind" ADD VALUE 'SECRET_KEY_ROLLED';
ALTER TYPE "ActivityKind" ADD VALUE 'SECRET_KEY_DELETED';
ALTER TYPE "ActivityKind" ADD VALUE 'PROXY_ADDED';
ALTER TYPE "ActivityKind" ADD VALUE 'PROXY_RETRIED';
ALTER TYPE "ActivityKind" ADD VALUE 'PROXY_REMOVED';

-- AlterTable
ALTER TABLE "Connection" ADD COLUMN     "proxyDomain" TEXT;

-- CreateTable
CREATE TABLE "PersonalApiKey" (
    "id" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "origin" "PersonalApiKeyOrigin" NOT NULL,
    "keySealed" TEXT NOT NULL,
    "mask" TEXT NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PersonalApiKey_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "PersonalApiKey_connectionId_origin_key" ON "PersonalApiKey"("connectionId", "origin");

-- AddForeignKey
ALTER TABLE "PersonalApiKey" ADD CONSTRAINT "PersonalApiKey_connectionId_fkey" FOREIGN KEY ("connectionId") REFERENCES "Connection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

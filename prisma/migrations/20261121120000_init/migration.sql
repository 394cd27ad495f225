-- CreateEnum
CREATE TYPE "Region" AS ENUM ('US', 'EU');

-- CreateEnum
CREATE TYPE "ConnectionStatus" AS ENUM ('ACTIVE', 'NEEDS_RECONNECT');

-- CreateEnum
CREATE TYPE "OnboardingStep" AS ENUM ('REGISTERING', 'ACCOUNT', 'CONSENT', 'TOKENS', 'PROJECT');

-- CreateTable
CREATE TABLE "User" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "User_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Connection" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "slot" TEXT NOT NULL DEFAULT 'default',
    "region" "Region" NOT NULL,
    "status" "ConnectionStatus" NOT NULL DEFAULT 'ACTIVE',
    "scopes" TEXT[],
    "teams" JSONB NOT NULL DEFAULT '[]',
    "projectId" TEXT,
    "projectToken" TEXT,
    "apiHost" TEXT,
    "accessTokenSealed" TEXT,
    "refreshTokenSealed" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshLeaseHolder" TEXT,
    "refreshLeaseUntil" TIMESTAMPTZ(3),
    "connectedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Connection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Onboarding" (
    "id" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "region" "Region" NOT NULL,
    "step" "OnboardingStep" NOT NULL DEFAULT 'REGISTERING',
    "stateHash" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Onboarding_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "User_email_key" ON "User"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Connection_userId_slot_key" ON "Connection"("userId", "slot");

-- CreateIndex
CREATE UNIQUE INDEX "Onboarding_stateHash_key" ON "Onboarding"("stateHash");

-- CreateIndex
CREATE INDEX "Onboarding_userId_createdAt_idx" ON "Onboarding"("userId", "createdAt");

-- CreateIndex
CREATE INDEX "Onboarding_expiresAt_idx" ON "Onboarding"("expiresAt");

-- AddForeignKey
ALTER TABLE "Connection" ADD CONSTRAINT "Connection_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Onboarding" ADD CONSTRAINT "Onboarding_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

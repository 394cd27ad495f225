-- CreateEnum
CREATE TYPE "RegistrationStatus" AS ENUM ('REGISTERED', 'CHECKS_FAILED', 'REFUSED', 'UNNEEDED');

-- AlterTable
ALTER TABLE "Registration" ADD COLUMN     "status" "RegistrationStatus",
ADD COLUMN     "clientType" TEXT,
ADD COLUMN     "checks" JSONB,
ADD COLUMN     "registeredAt" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "Release" ADD COLUMN "userId" TEXT NOT NULL DEFAULT '',
ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0;

-- Nothing wrote a release before this column; whatever comes must say whose it is.
ALTER TABLE "Release" ALTER COLUMN "userId" DROP DEFAULT;

-- CreateIndex
CREATE INDEX "Release_userId_idx" ON "Release"("userId");

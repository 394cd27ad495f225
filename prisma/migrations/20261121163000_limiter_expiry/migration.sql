-- AlterTable
ALTER TABLE "RateLimiterFlexible" ALTER COLUMN "expire" TYPE BIGINT USING (extract(epoch FROM "expire") * 1000)::bigint;

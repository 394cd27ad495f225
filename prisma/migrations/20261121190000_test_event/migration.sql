-- AlterEnum
ALTER TYPE "ActivityKind" ADD VALUE 'EVENT_SENT';

-- AlterTable
ALTER TABLE "backfills" ADD COLUMN     "migrated_earn" BOOLEAN,
ADD COLUMN     "reverted_by" BIGINT,
ADD COLUMN     "started_by" BIGINT;

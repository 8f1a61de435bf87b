-- AlterTable
ALTER TABLE "backfills" ADD COLUMN     "given_then" JSONB;

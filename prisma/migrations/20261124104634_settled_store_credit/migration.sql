-- AlterTable
ALTER TABLE "store_credit_changes" ADD COLUMN     "settled_by_id" BIGINT,
ADD COLUMN     "settled_note" TEXT;

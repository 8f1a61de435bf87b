-- AlterTable
ALTER TABLE "backfills" ADD COLUMN     "refunded_order_ids" BIGINT[] DEFAULT ARRAY[]::BIGINT[],
ADD COLUMN     "refunds_known_at" TIMESTAMPTZ(3);

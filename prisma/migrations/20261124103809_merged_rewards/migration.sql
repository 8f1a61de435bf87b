-- AlterTable
ALTER TABLE "redemptions" ADD COLUMN     "merged_into_id" BIGINT;

-- CreateIndex
CREATE INDEX "redemptions_merged_into_id_idx" ON "redemptions"("merged_into_id");

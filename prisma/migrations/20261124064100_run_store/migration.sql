-- DropIndex
DROP INDEX "runner_runs_state_id_idx";

-- AlterTable
ALTER TABLE "runner_runs" ADD COLUMN     "store_id" BIGINT;

-- CreateIndex
CREATE INDEX "runner_runs_store_id_id_idx" ON "runner_runs"("store_id", "id" DESC);

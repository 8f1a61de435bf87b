-- CreateEnum
CREATE TYPE "ledger_proof_status" AS ENUM ('queued', 'running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "ledger_proof_trigger" AS ENUM ('person', 'schedule');

-- CreateTable
CREATE TABLE "ledger_proofs" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "status" "ledger_proof_status" NOT NULL DEFAULT 'queued',
    "triggered_by" "ledger_proof_trigger" NOT NULL,
    "checks_done" INTEGER NOT NULL DEFAULT 0,
    "transactions" BIGINT,
    "difference_count" INTEGER NOT NULL DEFAULT 0,
    "differences" JSONB NOT NULL DEFAULT '[]',
    "error" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "ledger_proofs_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ledger_proofs_store_id_id_idx" ON "ledger_proofs"("store_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "ledger_proofs_open_key" ON "ledger_proofs"("store_id") WHERE (status IN ('queued', 'running'));

-- AddForeignKey
ALTER TABLE "ledger_proofs" ADD CONSTRAINT "ledger_proofs_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

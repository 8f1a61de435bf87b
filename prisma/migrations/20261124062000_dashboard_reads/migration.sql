-- AlterTable
ALTER TABLE "stores" ADD COLUMN     "rule_reviewed_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "points_days" (
    "store_id" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "issued" BIGINT NOT NULL DEFAULT 0,
    "reversed" BIGINT NOT NULL DEFAULT 0,
    "net_change" BIGINT NOT NULL DEFAULT 0,
    "orders_awarded" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "points_days_pkey" PRIMARY KEY ("store_id","day")
);

-- CreateTable
CREATE TABLE "points_rollups" (
    "store_id" BIGINT NOT NULL,
    "through_transaction_id" BIGINT NOT NULL DEFAULT 0,
    "members" INTEGER NOT NULL DEFAULT 0,
    "customers" INTEGER NOT NULL DEFAULT 0,
    "counted_at" TIMESTAMPTZ(3),

    CONSTRAINT "points_rollups_pkey" PRIMARY KEY ("store_id")
);

-- CreateIndex
CREATE INDEX "customers_store_id_state_id_idx" ON "customers"("store_id", "state", "id" DESC);

-- AddForeignKey
ALTER TABLE "points_days" ADD CONSTRAINT "points_days_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "points_rollups" ADD CONSTRAINT "points_rollups_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Search by part of a name or an e-mail address: the expression is the one of lib/db/dashboard/find-customers.ts.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "customers_search_idx" ON "customers" USING GIN ((lower("first_name" || ' ' || "last_name" || ' ' || "email")) gin_trgm_ops);

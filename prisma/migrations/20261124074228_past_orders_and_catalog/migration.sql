-- AlterTable
ALTER TABLE "orders" ADD COLUMN     "import_id" BIGINT,
ADD COLUMN     "withdrawn_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "catalog_products" (
    "store_id" BIGINT NOT NULL,
    "bc_product_id" BIGINT NOT NULL,
    "category_ids" BIGINT[],
    "brand_id" BIGINT,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "catalog_products_pkey" PRIMARY KEY ("store_id","bc_product_id")
);

-- CreateTable
CREATE TABLE "backfills" (
    "import_id" BIGINT NOT NULL,
    "store_id" BIGINT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "first_order_id" BIGINT,
    "last_order_id" BIGINT,
    "cancelled_at" TIMESTAMPTZ(3),
    "revert_requested_at" TIMESTAMPTZ(3),
    "reverted_at" TIMESTAMPTZ(3),

    CONSTRAINT "backfills_pkey" PRIMARY KEY ("import_id")
);

-- CreateIndex
CREATE INDEX "backfills_store_id_import_id_idx" ON "backfills"("store_id", "import_id" DESC);

-- CreateIndex
CREATE INDEX "orders_import_id_id_idx" ON "orders"("import_id", "id") WHERE (import_id IS NOT NULL);

-- AddForeignKey
ALTER TABLE "catalog_products" ADD CONSTRAINT "catalog_products_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backfills" ADD CONSTRAINT "backfills_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "backfills" ADD CONSTRAINT "backfills_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "import_jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

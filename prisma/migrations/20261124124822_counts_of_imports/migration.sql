-- CreateTable
CREATE TABLE "backfill_refunds" (
    "import_id" BIGINT NOT NULL,
    "bc_order_id" BIGINT NOT NULL,

    CONSTRAINT "backfill_refunds_pkey" PRIMARY KEY ("import_id","bc_order_id")
);

-- AddForeignKey
ALTER TABLE "backfill_refunds" ADD CONSTRAINT "backfill_refunds_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "backfills"("import_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "backfills" ADD COLUMN     "given_customers" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "given_orders" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "given_points" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "left_named" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "left_orders" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "refunds_page" INTEGER NOT NULL DEFAULT 1,
ADD COLUMN     "revert_cursor" BIGINT,
ADD COLUMN     "withdrawn_orders" INTEGER NOT NULL DEFAULT 0;

-- Imports there were: what the orders, or the note made when it was taken back, say of them; what a running one knows.
INSERT INTO backfill_refunds (import_id, bc_order_id)
SELECT DISTINCT b.import_id, refunded.id
  FROM backfills b JOIN import_jobs j ON j.id = b.import_id AND j.status <> 'done', unnest(b.refunded_order_ids) AS refunded(id);

UPDATE backfills b
   SET given_orders = given.orders, given_points = given.points, given_customers = given.customers,
       withdrawn_orders = given.withdrawn
  FROM (SELECT import_id, count(*) AS orders, coalesce(sum(points_awarded), 0) AS points,
               count(DISTINCT customer_id) AS customers, count(withdrawn_at) AS withdrawn
          FROM orders WHERE import_id IS NOT NULL GROUP BY import_id) AS given
 WHERE given.import_id = b.import_id AND b.given_then IS NULL;

UPDATE backfills
   SET given_orders = (given_then ->> 'orders')::int, given_points = (given_then ->> 'points')::bigint,
       given_customers = (given_then ->> 'customers')::int, withdrawn_orders = (given_then ->> 'withdrawn')::int
 WHERE given_then IS NOT NULL;

ALTER TABLE "backfills" DROP COLUMN "given_then", DROP COLUMN "refunded_order_ids";

-- CreateEnum
CREATE TYPE "activity_outcome" AS ENUM ('awarded', 'refused');

-- AlterTable
ALTER TABLE "customer_balances" ADD COLUMN     "closed" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "customers" ADD COLUMN     "birthday" INTEGER,
ADD COLUMN     "birthday_set_at" TIMESTAMPTZ(3),
ADD COLUMN     "date_of_birth" DATE,
ADD COLUMN     "merged_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "activities" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "token" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "distinct_id" TEXT,
    "outcome" "activity_outcome" NOT NULL,
    "points" INTEGER NOT NULL,
    "transaction_id" BIGINT,
    "program_version_id" BIGINT NOT NULL,
    "explanation" JSONB NOT NULL,
    "origin_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "activities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "daily_jobs" (
    "store_id" BIGINT NOT NULL,
    "job" TEXT NOT NULL,
    "through_day" DATE NOT NULL,

    CONSTRAINT "daily_jobs_pkey" PRIMARY KEY ("store_id","job")
);

-- CreateTable
CREATE TABLE "product_review_marks" (
    "store_id" BIGINT NOT NULL,
    "bc_product_id" BIGINT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "product_review_marks_pkey" PRIMARY KEY ("store_id","bc_product_id")
);

-- CreateIndex
CREATE INDEX "activities_store_id_customer_id_token_created_at_idx" ON "activities"("store_id", "customer_id", "token", "created_at");

-- CreateIndex
CREATE INDEX "activities_store_id_id_idx" ON "activities"("store_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "activities_store_id_token_distinct_id_key" ON "activities"("store_id", "token", "distinct_id");

-- CreateIndex
CREATE INDEX "customers_merged_into_id_idx" ON "customers"("merged_into_id") WHERE (merged_into_id IS NOT NULL);

-- CreateIndex
CREATE INDEX "customers_store_id_birthday_id_idx" ON "customers"("store_id", "birthday", "id") WHERE (birthday IS NOT NULL);

-- AddForeignKey
ALTER TABLE "activities" ADD CONSTRAINT "activities_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activities" ADD CONSTRAINT "activities_store_id_customer_id_fkey" FOREIGN KEY ("store_id", "customer_id") REFERENCES "customers"("store_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "daily_jobs" ADD CONSTRAINT "daily_jobs_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "product_review_marks" ADD CONSTRAINT "product_review_marks_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What engagement promises whatever code runs above it.

-- 1. A customer who was merged away holds nothing for ever. Whoever decided on them before the merge fails here and
--    reads again (lib/db/passing-error.ts counts this check as passing).
ALTER TABLE customer_balances
  ADD CONSTRAINT customer_balances_closed_check CHECK (
    NOT closed OR (pending = 0 AND available = 0 AND held = 0 AND debt = 0));

-- 2. Nobody is merged into themselves; both are of one store.
ALTER TABLE customers
  ADD CONSTRAINT customers_merged_check CHECK (merged_into_id <> id AND (merged_into_id IS NULL) = (merged_at IS NULL)),
  ADD CONSTRAINT customers_birthday_check CHECK (
    (date_of_birth IS NULL) = (birthday IS NULL) AND (birthday IS NULL) = (birthday_set_at IS NULL)
    AND birthday = extract(month FROM date_of_birth) * 100 + extract(day FROM date_of_birth)),
  ADD CONSTRAINT customers_merged_into_fkey FOREIGN KEY (store_id, merged_into_id) REFERENCES customers (store_id, id);

-- 3. An award has its points and its ledger transaction, a refusal neither.
ALTER TABLE activities
  ADD CONSTRAINT activities_outcome_check CHECK (
    CASE outcome WHEN 'awarded' THEN points > 0 AND transaction_id IS NOT NULL
      ELSE points = 0 AND transaction_id IS NULL END);

-- 4. A redemption changes hands only with its customer, who was merged into the new owner.
CREATE OR REPLACE FUNCTION laurel_keep_redemption() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.store_id, NEW.product_id, NEW.request_hash, NEW.points_spent, NEW.terms, NEW.created_at)
     IS DISTINCT FROM
     (OLD.id, OLD.store_id, OLD.product_id, OLD.request_hash, OLD.points_spent, OLD.terms, OLD.created_at)
     OR ((NEW.customer_id, NEW.request_id) IS DISTINCT FROM (OLD.customer_id, OLD.request_id)
         AND NOT EXISTS (SELECT 1 FROM customers c WHERE c.store_id = OLD.store_id AND c.id = OLD.customer_id
                            AND c.merged_into_id = NEW.customer_id))
     OR NEW.hold_transaction_id IS DISTINCT FROM OLD.hold_transaction_id
     OR (OLD.status <> 'pending' AND NEW.code <> OLD.code)
     OR NOT (NEW.status = OLD.status OR OLD.status = 'pending' OR (OLD.status = 'issued' AND NEW.status = 'cancelled'))
     OR (OLD.used_at IS NOT NULL AND NEW.used_at IS NULL)
     OR (OLD.points_returned_at IS NOT NULL AND NEW.points_returned_at IS DISTINCT FROM OLD.points_returned_at)
     OR (OLD.capture_transaction_id IS NOT NULL AND NEW.capture_transaction_id IS DISTINCT FROM OLD.capture_transaction_id)
     OR (OLD.release_transaction_id IS NOT NULL AND NEW.release_transaction_id IS DISTINCT FROM OLD.release_transaction_id)
     OR (OLD.return_transaction_id IS NOT NULL AND NEW.return_transaction_id IS DISTINCT FROM OLD.return_transaction_id)
  THEN
    RAISE EXCEPTION 'redemption % may not change like this (% to %)', OLD.id, OLD.status, NEW.status
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

-- CreateEnum
CREATE TYPE "redemption_status" AS ENUM ('pending', 'issued', 'cancelled', 'failed');

-- CreateEnum
CREATE TYPE "reward_mechanism" AS ENUM ('promotion', 'coupon', 'store_credit');

-- CreateEnum
CREATE TYPE "reward_promotion_state" AS ENUM ('unlinked', 'active', 'disabled', 'changed', 'missing');

-- CreateEnum
CREATE TYPE "store_credit_change_state" AS ENUM ('planned', 'done', 'undone');

-- CreateEnum
CREATE TYPE "reward_codes_by" AS ENUM ('promotions', 'coupons');

-- AlterEnum
ALTER TYPE "ledger_transaction_type" ADD VALUE 'redemption_use';

-- AlterTable
ALTER TABLE "stores" ADD COLUMN     "reward_codes_by" "reward_codes_by";

-- CreateTable
CREATE TABLE "redemptions" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "reward_key" TEXT NOT NULL,
    "reward_name" TEXT NOT NULL,
    "request_id" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "program_version_id" BIGINT NOT NULL,
    "points_spent" BIGINT NOT NULL,
    "terms" JSONB NOT NULL,
    "returns_points" BOOLEAN NOT NULL,
    "code" TEXT NOT NULL,
    "status" "redemption_status" NOT NULL DEFAULT 'pending',
    "mechanism" "reward_mechanism",
    "bc_promotion_id" BIGINT,
    "bc_code_id" BIGINT,
    "create_sent_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "problem" TEXT,
    "give_up_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "cancel_requested_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "expired_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),
    "used_order_id" BIGINT,
    "points_returned_at" TIMESTAMPTZ(3),
    "code_removed_at" TIMESTAMPTZ(3),
    "code_missing_at" TIMESTAMPTZ(3),
    "hold_transaction_id" BIGINT,
    "capture_transaction_id" BIGINT,
    "release_transaction_id" BIGINT,
    "return_transaction_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "redemptions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reward_promotions" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "terms_key" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "name" TEXT NOT NULL,
    "channel_ids" BIGINT[],
    "bc_promotion_id" BIGINT,
    "state" "reward_promotion_state" NOT NULL DEFAULT 'unlinked',
    "checked_at" TIMESTAMPTZ(3),
    "claimed_until" TIMESTAMPTZ(3),

    CONSTRAINT "reward_promotions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_credit_changes" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "redemption_id" BIGINT NOT NULL,
    "bc_customer_id" BIGINT NOT NULL,
    "state" "store_credit_change_state" NOT NULL DEFAULT 'planned',
    "amount" TEXT NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "store_credit_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "redemptions_store_id_customer_id_id_idx" ON "redemptions"("store_id", "customer_id", "id" DESC);

-- CreateIndex
CREATE INDEX "redemptions_store_id_product_id_status_idx" ON "redemptions"("store_id", "product_id", "status");

-- CreateIndex
CREATE INDEX "redemptions_store_id_bc_promotion_id_idx" ON "redemptions"("store_id", "bc_promotion_id");

-- CreateIndex
CREATE INDEX "redemptions_status_give_up_at_idx" ON "redemptions"("status", "give_up_at");

-- CreateIndex
CREATE INDEX "redemptions_status_expires_at_idx" ON "redemptions"("status", "expires_at");

-- CreateIndex
CREATE INDEX "redemptions_used_order_id_idx" ON "redemptions"("used_order_id");

-- CreateIndex
CREATE UNIQUE INDEX "redemptions_store_id_customer_id_request_id_key" ON "redemptions"("store_id", "customer_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "redemptions_store_id_code_key" ON "redemptions"("store_id", "code");

-- CreateIndex
CREATE INDEX "reward_promotions_store_id_bc_promotion_id_idx" ON "reward_promotions"("store_id", "bc_promotion_id");

-- CreateIndex
CREATE UNIQUE INDEX "reward_promotions_store_id_product_id_currency_terms_key_key" ON "reward_promotions"("store_id", "product_id", "currency", "terms_key");

-- CreateIndex
CREATE UNIQUE INDEX "store_credit_changes_redemption_id_key" ON "store_credit_changes"("redemption_id");

-- CreateIndex
CREATE INDEX "store_credit_changes_store_id_bc_customer_id_idx" ON "store_credit_changes"("store_id", "bc_customer_id");

-- AddForeignKey
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "redemptions" ADD CONSTRAINT "redemptions_store_id_customer_id_fkey" FOREIGN KEY ("store_id", "customer_id") REFERENCES "customers"("store_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reward_promotions" ADD CONSTRAINT "reward_promotions_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_credit_changes" ADD CONSTRAINT "store_credit_changes_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a redemption promises whatever code runs above it. `npm run ledger:verify` checks the sums behind it.

-- 1. A code is one that a person can read out, and long enough not to be guessed.
ALTER TABLE redemptions
  ADD CONSTRAINT redemptions_code_check CHECK (code ~ '^[A-Z0-9-]{16,50}$'),
  ADD CONSTRAINT redemptions_points_check CHECK (points_spent >= 0),
  ADD CONSTRAINT redemptions_request_check CHECK (length(request_id) BETWEEN 8 AND 120);

-- 2. No code without held points, no captured points without a code: each state has exactly its ledger transactions.
--    A gift (0 points) has none.
ALTER TABLE redemptions
  ADD CONSTRAINT redemptions_hold_check CHECK ((hold_transaction_id IS NOT NULL) = (points_spent > 0)),
  ADD CONSTRAINT redemptions_state_check CHECK (
    CASE status
      WHEN 'pending' THEN issued_at IS NULL AND ended_at IS NULL
        AND capture_transaction_id IS NULL AND release_transaction_id IS NULL
      WHEN 'issued' THEN issued_at IS NOT NULL AND ended_at IS NULL
        AND (capture_transaction_id IS NOT NULL) = (points_spent > 0) AND release_transaction_id IS NULL
      WHEN 'failed' THEN issued_at IS NULL AND ended_at IS NOT NULL
        AND capture_transaction_id IS NULL AND (release_transaction_id IS NOT NULL) = (points_spent > 0)
      ELSE ended_at IS NOT NULL AND (points_spent = 0
        OR (issued_at IS NULL AND release_transaction_id IS NOT NULL AND capture_transaction_id IS NULL)
        OR (issued_at IS NOT NULL AND capture_transaction_id IS NOT NULL AND release_transaction_id IS NULL))
    END),
  ADD CONSTRAINT redemptions_return_check CHECK (
    (return_transaction_id IS NULL OR points_returned_at IS NOT NULL)
    AND (points_returned_at IS NULL OR issued_at IS NOT NULL)
    AND (points_returned_at IS NULL OR (return_transaction_id IS NOT NULL) = (points_spent > 0)));

-- 3. What was bought never changes, and no state is ever left backwards. A code changes only while nobody has seen it.
CREATE FUNCTION laurel_keep_redemption() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.store_id, NEW.customer_id, NEW.product_id, NEW.request_id, NEW.request_hash, NEW.points_spent,
      NEW.terms, NEW.created_at)
     IS DISTINCT FROM
     (OLD.id, OLD.store_id, OLD.customer_id, OLD.product_id, OLD.request_id, OLD.request_hash, OLD.points_spent,
      OLD.terms, OLD.created_at)
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

CREATE TRIGGER redemptions_one_way BEFORE UPDATE ON redemptions
  FOR EACH ROW EXECUTE FUNCTION laurel_keep_redemption();

-- 4. One change of a customer's store credit at a time: the planned one is the lock of the next.
-- not in the schema: store_credit_changes_one_planned
CREATE UNIQUE INDEX store_credit_changes_one_planned ON store_credit_changes (store_id, bc_customer_id)
  WHERE state = 'planned';

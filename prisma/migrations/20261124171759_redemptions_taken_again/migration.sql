-- AlterEnum
ALTER TYPE "ledger_transaction_type" ADD VALUE 'redemption_retake';

-- AlterTable
ALTER TABLE "redemptions" ADD COLUMN     "retake_transaction_id" BIGINT,
ADD COLUMN     "retakes" INTEGER NOT NULL DEFAULT 0;

-- Points that went back may be taken again, each time by a transaction of its own: only that clears what said that
-- they were back. A reward that never had a code may be used all the same, when its code came late.
ALTER TABLE redemptions
  ADD CONSTRAINT redemptions_retakes_check CHECK (
    retakes >= 0 AND (retakes = 0 OR used_at IS NOT NULL)
    AND (retake_transaction_id IS NOT NULL) = (retakes > 0 AND points_spent > 0)),
  DROP CONSTRAINT redemptions_return_check,
  ADD CONSTRAINT redemptions_return_check CHECK (
    (return_transaction_id IS NULL OR points_returned_at IS NOT NULL)
    AND (points_returned_at IS NULL OR issued_at IS NOT NULL OR retakes > 0)
    AND (points_returned_at IS NULL OR (return_transaction_id IS NOT NULL) = (points_spent > 0)));

CREATE OR REPLACE FUNCTION laurel_keep_redemption() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_taken_again boolean := NEW.retakes = OLD.retakes + 1 AND NEW.points_returned_at IS NULL
    AND NEW.return_transaction_id IS NULL;
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
     OR (NOT is_taken_again
       AND ((OLD.points_returned_at IS NOT NULL AND NEW.points_returned_at IS DISTINCT FROM OLD.points_returned_at)
         OR (OLD.return_transaction_id IS NOT NULL AND NEW.return_transaction_id IS DISTINCT FROM OLD.return_transaction_id)
         OR NEW.retakes <> OLD.retakes
         OR NEW.retake_transaction_id IS DISTINCT FROM OLD.retake_transaction_id))
     OR (OLD.capture_transaction_id IS NOT NULL AND NEW.capture_transaction_id IS DISTINCT FROM OLD.capture_transaction_id)
     OR (OLD.release_transaction_id IS NOT NULL AND NEW.release_transaction_id IS DISTINCT FROM OLD.release_transaction_id)
  THEN
    RAISE EXCEPTION 'redemption % may not change like this (% to %)', OLD.id, OLD.status, NEW.status
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;

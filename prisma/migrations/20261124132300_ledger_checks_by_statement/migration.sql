-- The ledger's zero sum, checked once a statement instead of once a transaction at commit: a batch of 100 paid for 100
-- calls. A transaction and its entries arrive in one statement; when it ends both are there, and each side looks at
-- the other: a transaction has all it needs, an entry belongs to a transaction that had none before.

-- Replaces the deferred check: every new transaction has entries, of its own store and customer, they sum to zero,
-- and `points_change` is what they move for the shopper.
CREATE FUNCTION laurel_check_new_transactions() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong record;
BEGIN
  SELECT n.id, n.points_change, e.legs, e.total, e.seen INTO wrong
    FROM new_transactions n
    CROSS JOIN LATERAL (
      SELECT count(*) AS legs, sum(l.amount) AS total,
             coalesce(sum(l.amount) FILTER (
               WHERE l.account IN ('customer:pending', 'customer:available', 'customer:debt')), 0) AS seen,
             bool_and(l.store_id = n.store_id AND (l.customer_id = n.customer_id) IS NOT FALSE) AS own
        FROM ledger_entries l WHERE l.transaction_id = n.id
    ) e
   WHERE e.legs < 2 OR e.total <> 0 OR e.seen <> n.points_change OR NOT e.own
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'ledger transaction % says % points: % entries of its own store and customer must move as many and sum to zero (they move %, sum %)',
      wrong.id, wrong.points_change, wrong.legs, wrong.seen, wrong.total
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER ledger_transactions_balanced AFTER INSERT ON ledger_transactions
  REFERENCING NEW TABLE AS new_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION laurel_check_new_transactions();
DROP TRIGGER ledger_transactions_zero_sum ON ledger_transactions;
DROP FUNCTION laurel_check_transaction();

-- What is left for the entries: nobody adds to a transaction that has some already. One that has none cannot be.
CREATE OR REPLACE FUNCTION laurel_check_new_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong bigint;
BEGIN
  SELECT n.transaction_id INTO wrong
    FROM (SELECT transaction_id, count(*) AS legs FROM new_entries GROUP BY transaction_id) n
   WHERE n.legs <> (SELECT count(*) FROM ledger_entries e WHERE e.transaction_id = n.transaction_id)
   LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entries of ledger transaction % are late', wrong USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

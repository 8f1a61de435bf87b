-- What the ledger promises whatever code runs above it. Each rule is also checked by `npm run ledger:verify`.

-- 1. Append-only. The one way out is erasing a whole uninstalled store, which names the store in a transaction-local
--    setting: `SET LOCAL laurel.erase_store = '<store id>'`.
CREATE FUNCTION laurel_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('laurel.erase_store', true) = OLD.store_id::text
     AND EXISTS (SELECT 1 FROM stores WHERE id = OLD.store_id AND status = 'uninstalled') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'integrity_constraint_violation', HINT = 'Correct by another transaction that points at this one.';
END $$;

CREATE FUNCTION laurel_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: TRUNCATE refused', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER ledger_transactions_append_only BEFORE UPDATE OR DELETE ON ledger_transactions
  FOR EACH ROW EXECUTE FUNCTION laurel_refuse_change();
CREATE TRIGGER ledger_entries_append_only BEFORE UPDATE OR DELETE ON ledger_entries
  FOR EACH ROW EXECUTE FUNCTION laurel_refuse_change();
CREATE TRIGGER ledger_blocks_append_only BEFORE UPDATE OR DELETE ON ledger_blocks
  FOR EACH ROW EXECUTE FUNCTION laurel_refuse_change();
CREATE TRIGGER ledger_transactions_keep BEFORE TRUNCATE ON ledger_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION laurel_refuse_truncate();
CREATE TRIGGER ledger_entries_keep BEFORE TRUNCATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION laurel_refuse_truncate();
CREATE TRIGGER ledger_blocks_keep BEFORE TRUNCATE ON ledger_blocks
  FOR EACH STATEMENT EXECUTE FUNCTION laurel_refuse_truncate();

-- 2. The shape of an entry and of a balance. A debt stands only while nothing is available: earnings pay it first.
ALTER TABLE ledger_entries
  ADD CONSTRAINT ledger_entries_amount_check CHECK (amount <> 0),
  ADD CONSTRAINT ledger_entries_account_check CHECK (
    (account IN ('customer:pending', 'customer:available', 'customer:held', 'customer:debt')) = (customer_id IS NOT NULL)
    AND (customer_id IS NOT NULL) = (balance_after IS NOT NULL)
  );
ALTER TABLE customer_balances
  ADD CONSTRAINT customer_balances_range_check CHECK (pending >= 0 AND available >= 0 AND held >= 0 AND debt <= 0),
  ADD CONSTRAINT customer_balances_debt_first_check CHECK (debt = 0 OR available = 0);

-- 3. A transaction's entries arrive in one statement, sum to zero, and belong to its store and customer. Nobody can
--    add to a transaction that has entries already.
CREATE FUNCTION laurel_check_new_entries() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  wrong bigint;
BEGIN
  SELECT n.transaction_id INTO wrong
    FROM (
      SELECT transaction_id, sum(amount) AS total, count(*) AS legs,
             min(store_id) AS store_from, max(store_id) AS store_to,
             min(customer_id) AS customer_from, max(customer_id) AS customer_to
        FROM new_entries GROUP BY transaction_id
    ) n
    JOIN ledger_transactions t ON t.id = n.transaction_id
   WHERE n.total <> 0
      OR n.store_from <> t.store_id OR n.store_to <> t.store_id
      OR n.customer_from <> t.customer_id OR n.customer_to <> t.customer_id
      OR n.legs <> (SELECT count(*) FROM ledger_entries e WHERE e.transaction_id = n.transaction_id)
   LIMIT 1;
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'entries of ledger transaction % are unbalanced, foreign or late', wrong
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER ledger_entries_balanced AFTER INSERT ON ledger_entries
  REFERENCING NEW TABLE AS new_entries
  FOR EACH STATEMENT EXECUTE FUNCTION laurel_check_new_entries();

-- 4. At commit every transaction has entries, they sum to zero, and `points_change` is what they move for the shopper.
CREATE FUNCTION laurel_check_transaction() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  legs bigint;
  total numeric;
  seen numeric;
BEGIN
  SELECT count(*), sum(amount),
         coalesce(sum(amount) FILTER (WHERE account IN ('customer:pending', 'customer:available', 'customer:debt')), 0)
    INTO legs, total, seen
    FROM ledger_entries WHERE transaction_id = NEW.id;
  IF legs < 2 OR total <> 0 THEN
    RAISE EXCEPTION 'ledger transaction % does not sum to zero (% entries, sum %)', NEW.id, legs, total
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF seen <> NEW.points_change THEN
    RAISE EXCEPTION 'ledger transaction % says % points, its entries move %', NEW.id, NEW.points_change, seen
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_transactions_zero_sum AFTER INSERT ON ledger_transactions
  DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION laurel_check_transaction();

ALTER TABLE ledger_transactions
  ADD CONSTRAINT ledger_transactions_hash_check CHECK (octet_length(input_hash) = 32),
  ADD CONSTRAINT ledger_transactions_corrects_check CHECK (corrects_id < id);

-- 5. Every customer has a balance row, so posting can lock it without asking whether it is there.
CREATE FUNCTION laurel_open_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO customer_balances (customer_id, store_id)
    SELECT id, store_id FROM new_customers ORDER BY id
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER customers_open_balances AFTER INSERT ON customers
  REFERENCING NEW TABLE AS new_customers
  FOR EACH STATEMENT EXECUTE FUNCTION laurel_open_balances();
INSERT INTO customer_balances (customer_id, store_id) SELECT id, store_id FROM customers ON CONFLICT DO NOTHING;

-- 6. A program version never changes once it left the draft; its number never. One draft and one published a store.
CREATE FUNCTION laurel_keep_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status = 'draft' OR NOT EXISTS (SELECT 1 FROM stores WHERE id = OLD.store_id)
       OR current_setting('laurel.erase_store', true) = OLD.store_id::text THEN
      RETURN OLD;
    END IF;
  ELSIF NEW.store_id = OLD.store_id AND NEW.number = OLD.number
        AND (OLD.status = 'draft' OR NEW.document = OLD.document)
        AND (NEW.status = OLD.status OR (OLD.status, NEW.status) IN (
          ('draft', 'scheduled'), ('draft', 'published'),
          ('scheduled', 'draft'), ('scheduled', 'published'),
          ('published', 'superseded'))) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'program version % of store % is %: it never changes', OLD.number, OLD.store_id, OLD.status
    USING ERRCODE = 'integrity_constraint_violation', HINT = 'Make another version.';
END $$;

CREATE TRIGGER program_versions_immutable BEFORE UPDATE OR DELETE ON program_versions
  FOR EACH ROW EXECUTE FUNCTION laurel_keep_version();
-- not in the schema: program_versions_one_published
-- not in the schema: program_versions_one_draft
CREATE UNIQUE INDEX program_versions_one_published ON program_versions (store_id) WHERE status = 'published';
CREATE UNIQUE INDEX program_versions_one_draft ON program_versions (store_id) WHERE status = 'draft';

-- A store that came after the statistics were taken is not in them, and Postgres expects next to nothing of it: it then
-- goes through all of the store's rows, once for each row it looks for. Without statistics of `store_id` every store
-- counts as a two-hundredth of its table, and what narrows a search further is used. Likewise the import of an order.
--
-- Giving a column the type it has forgets what was counted so far, and writes nothing anew.
ALTER TABLE activities ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;
ALTER TABLE customers ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;
ALTER TABLE customer_balances ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;
ALTER TABLE orders ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0,
  ALTER COLUMN import_id TYPE bigint, ALTER COLUMN import_id SET STATISTICS 0;
ALTER TABLE ledger_transactions ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;
ALTER TABLE ledger_entries ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;
ALTER TABLE redemptions ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;
ALTER TABLE store_credit_changes ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;
ALTER TABLE catalog_products ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;
ALTER TABLE points_days ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;
ALTER TABLE webhook_inbox ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;
ALTER TABLE effects ALTER COLUMN store_id TYPE bigint, ALTER COLUMN store_id SET STATISTICS 0;

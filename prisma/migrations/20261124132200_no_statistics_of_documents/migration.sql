-- Nothing is ever looked up by what these hold, and reading and comparing thousands of documents was a fifth of the
-- database's work while an import fills the tables and has them counted anew.
ALTER TABLE orders ALTER COLUMN facts SET STATISTICS 0, ALTER COLUMN explanation SET STATISTICS 0,
  ALTER COLUMN pinned SET STATISTICS 0;
ALTER TABLE ledger_transactions ALTER COLUMN explanation SET STATISTICS 0, ALTER COLUMN input_hash SET STATISTICS 0;

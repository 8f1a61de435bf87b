-- Trigram search over customers.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateEnum
CREATE TYPE "customer_state" AS ENUM ('candidate', 'member', 'disabled');

-- CreateEnum
CREATE TYPE "ledger_transaction_type" AS ENUM ('order_award', 'order_reversal', 'hold_release', 'adjustment', 'action_award', 'redemption_hold', 'redemption_capture', 'redemption_release', 'redemption_return', 'expiry', 'import', 'merge');

-- CreateEnum
CREATE TYPE "ledger_account" AS ENUM ('customer:pending', 'customer:available', 'customer:held', 'customer:debt', 'program:issued', 'program:redeemed', 'program:rewards_outstanding', 'program:expired', 'program:reversed', 'program:shortfall', 'program:adjusted', 'program:imported', 'program:transferred');

-- CreateEnum
CREATE TYPE "program_version_status" AS ENUM ('draft', 'scheduled', 'published', 'superseded');

-- CreateEnum
CREATE TYPE "store_status" AS ENUM ('installed', 'needs_reauth', 'uninstalled');

-- CreateEnum
CREATE TYPE "import_kind" AS ENUM ('customers', 'orders');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('running', 'done', 'failed');

-- CreateEnum
CREATE TYPE "inbox_status" AS ENUM ('pending', 'done', 'failed', 'ignored');

-- CreateTable
CREATE TABLE "customers" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "bc_customer_id" BIGINT,
    "email" TEXT NOT NULL,
    "first_name" TEXT NOT NULL DEFAULT '',
    "last_name" TEXT NOT NULL DEFAULT '',
    "state" "customer_state" NOT NULL DEFAULT 'candidate',
    "bc_group_id" BIGINT,
    "origin_channel_id" BIGINT,
    "bc_created_at" TIMESTAMPTZ(3),
    "bc_modified_at" TIMESTAMPTZ(3),
    "member_since" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "merged_into_id" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "customers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "orders" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "bc_order_id" BIGINT NOT NULL,
    "customer_id" BIGINT,
    "bc_customer_id" BIGINT,
    "guest_email" TEXT,
    "channel_id" BIGINT NOT NULL,
    "status_id" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "total_minor" BIGINT NOT NULL,
    "placed_at" TIMESTAMPTZ(3) NOT NULL,
    "bc_modified_at" TIMESTAMPTZ(3) NOT NULL,
    "facts" JSONB NOT NULL,
    "awarded" BOOLEAN NOT NULL DEFAULT false,
    "program_version_id" BIGINT,
    "awarded_at" TIMESTAMPTZ(3),
    "pinned" JSONB,
    "points_pending" BIGINT NOT NULL DEFAULT 0,
    "points_available" BIGINT NOT NULL DEFAULT 0,
    "points_shortfall" BIGINT NOT NULL DEFAULT 0,
    "points_awarded" BIGINT NOT NULL DEFAULT 0,
    "pending_until" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "explanation" JSONB,
    "synced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "orders_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_transactions" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "type" "ledger_transaction_type" NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "input_hash" BYTEA NOT NULL,
    "points_change" BIGINT NOT NULL,
    "program_version_id" BIGINT,
    "order_id" BIGINT,
    "corrects_id" BIGINT,
    "description" TEXT,
    "internal_note" TEXT,
    "actor_id" BIGINT,
    "explanation" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_transactions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ledger_entries" (
    "store_id" BIGINT NOT NULL,
    "transaction_id" BIGINT NOT NULL,
    "account" "ledger_account" NOT NULL,
    "customer_id" BIGINT,
    "amount" BIGINT NOT NULL,
    "balance_after" BIGINT,

    CONSTRAINT "ledger_entries_pkey" PRIMARY KEY ("transaction_id","account")
);

-- CreateTable
CREATE TABLE "customer_balances" (
    "customer_id" BIGINT NOT NULL,
    "store_id" BIGINT NOT NULL,
    "pending" BIGINT NOT NULL DEFAULT 0,
    "available" BIGINT NOT NULL DEFAULT 0,
    "held" BIGINT NOT NULL DEFAULT 0,
    "debt" BIGINT NOT NULL DEFAULT 0,
    "earned_total" BIGINT NOT NULL DEFAULT 0,
    "spent_total" BIGINT NOT NULL DEFAULT 0,
    "last_activity_at" TIMESTAMPTZ(3),

    CONSTRAINT "customer_balances_pkey" PRIMARY KEY ("customer_id")
);

-- CreateTable
CREATE TABLE "ledger_blocks" (
    "store_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "from_transaction_id" BIGINT NOT NULL,
    "to_transaction_id" BIGINT NOT NULL,
    "transaction_count" INTEGER NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ledger_blocks_pkey" PRIMARY KEY ("store_id","number")
);

-- CreateTable
CREATE TABLE "program_versions" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "program_version_status" NOT NULL DEFAULT 'draft',
    "document" JSONB NOT NULL,
    "note" TEXT,
    "author_id" BIGINT,
    "publish_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "program_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stores" (
    "id" BIGSERIAL NOT NULL,
    "hash" TEXT NOT NULL,
    "status" "store_status" NOT NULL DEFAULT 'installed',
    "access_token_encrypted" TEXT,
    "scopes" TEXT[],
    "account_uuid" TEXT,
    "name" TEXT NOT NULL DEFAULT '',
    "domain" TEXT NOT NULL DEFAULT '',
    "time_zone" TEXT NOT NULL DEFAULT 'UTC',
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "plan_name" TEXT NOT NULL DEFAULT '',
    "default_channel_id" BIGINT,
    "owner_bc_user_id" BIGINT,
    "webhook_secret_encrypted" TEXT,
    "webhook_secret_hash" BYTEA,
    "previous_webhook_secret_hash" BYTEA,
    "previous_secret_valid_until" TIMESTAMPTZ(3),
    "provisioned_at" TIMESTAMPTZ(3),
    "provision_error" TEXT,
    "installed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "uninstalled_at" TIMESTAMPTZ(3),
    "swept_orders_until" TIMESTAMPTZ(3),
    "swept_customers_until" TIMESTAMPTZ(3),
    "last_sweep_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stores_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "store_users" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "bc_user_id" BIGINT NOT NULL,
    "email" TEXT NOT NULL,
    "is_owner" BOOLEAN NOT NULL DEFAULT false,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "sessions_valid_from" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),
    "last_seen_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "store_users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "exchange_tokens" (
    "token_hash" BYTEA NOT NULL,
    "store_id" BIGINT NOT NULL,
    "store_user_id" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "exchange_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "bc_channel_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "origins" TEXT[],
    "site_url" TEXT,
    "script_uuid" TEXT,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "currencies" (
    "store_id" BIGINT NOT NULL,
    "code" TEXT NOT NULL,
    "decimal_places" INTEGER NOT NULL,
    "is_default" BOOLEAN NOT NULL DEFAULT false,
    "is_transactional" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "currencies_pkey" PRIMARY KEY ("store_id","code")
);

-- CreateTable
CREATE TABLE "import_jobs" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "kind" "import_kind" NOT NULL,
    "status" "import_status" NOT NULL DEFAULT 'running',
    "cursor" TEXT,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "error" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "webhook_inbox" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "resource_id" BIGINT,
    "body" JSONB NOT NULL,
    "status" "inbox_status" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "handled_at" TIMESTAMPTZ(3),

    CONSTRAINT "webhook_inbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "effects" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "effects_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sync_days" (
    "store_id" BIGINT NOT NULL,
    "day" DATE NOT NULL,
    "sweeps" INTEGER NOT NULL DEFAULT 0,
    "swept" INTEGER NOT NULL DEFAULT 0,
    "drifted" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "sync_days_pkey" PRIMARY KEY ("store_id","day")
);

-- CreateIndex
CREATE INDEX "customers_store_id_email_idx" ON "customers"("store_id", "email");

-- CreateIndex
CREATE INDEX "customers_store_id_updated_at_id_idx" ON "customers"("store_id", "updated_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "customers_store_id_bc_customer_id_key" ON "customers"("store_id", "bc_customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "customers_store_id_id_key" ON "customers"("store_id", "id");

-- CreateIndex
CREATE INDEX "orders_store_id_customer_id_placed_at_idx" ON "orders"("store_id", "customer_id", "placed_at" DESC);

-- CreateIndex
CREATE INDEX "orders_store_id_guest_email_idx" ON "orders"("store_id", "guest_email");

-- CreateIndex
CREATE INDEX "orders_store_id_placed_at_idx" ON "orders"("store_id", "placed_at" DESC);

-- CreateIndex
CREATE INDEX "orders_pending_until_idx" ON "orders"("pending_until");

-- CreateIndex
CREATE UNIQUE INDEX "orders_store_id_bc_order_id_key" ON "orders"("store_id", "bc_order_id");

-- CreateIndex
CREATE INDEX "ledger_transactions_store_id_customer_id_id_idx" ON "ledger_transactions"("store_id", "customer_id", "id" DESC);

-- CreateIndex
CREATE INDEX "ledger_transactions_store_id_id_idx" ON "ledger_transactions"("store_id", "id" DESC);

-- CreateIndex
CREATE INDEX "ledger_transactions_order_id_idx" ON "ledger_transactions"("order_id");

-- CreateIndex
CREATE UNIQUE INDEX "ledger_transactions_store_id_idempotency_key_key" ON "ledger_transactions"("store_id", "idempotency_key");

-- CreateIndex
CREATE INDEX "customer_balances_store_id_available_customer_id_idx" ON "customer_balances"("store_id", "available" DESC, "customer_id");

-- CreateIndex
CREATE UNIQUE INDEX "customer_balances_store_id_customer_id_key" ON "customer_balances"("store_id", "customer_id");

-- CreateIndex
CREATE INDEX "program_versions_store_id_status_published_at_idx" ON "program_versions"("store_id", "status", "published_at");

-- CreateIndex
CREATE UNIQUE INDEX "program_versions_store_id_number_key" ON "program_versions"("store_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "stores_hash_key" ON "stores"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "store_users_store_id_bc_user_id_key" ON "store_users"("store_id", "bc_user_id");

-- CreateIndex
CREATE INDEX "exchange_tokens_expires_at_idx" ON "exchange_tokens"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "channels_store_id_bc_channel_id_key" ON "channels"("store_id", "bc_channel_id");

-- CreateIndex
CREATE INDEX "import_jobs_store_id_kind_started_at_idx" ON "import_jobs"("store_id", "kind", "started_at" DESC);

-- CreateIndex
CREATE INDEX "webhook_inbox_store_id_id_idx" ON "webhook_inbox"("store_id", "id" DESC);

-- CreateIndex
CREATE INDEX "webhook_inbox_store_id_status_id_idx" ON "webhook_inbox"("store_id", "status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_inbox_store_id_dedupe_key_key" ON "webhook_inbox"("store_id", "dedupe_key");

-- CreateIndex
CREATE INDEX "effects_sent_at_id_idx" ON "effects"("sent_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "effects_store_id_key_key" ON "effects"("store_id", "key");

-- AddForeignKey
ALTER TABLE "customers" ADD CONSTRAINT "customers_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_customer_id_fkey" FOREIGN KEY ("customer_id") REFERENCES "customers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "orders" ADD CONSTRAINT "orders_program_version_id_fkey" FOREIGN KEY ("program_version_id") REFERENCES "program_versions"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_store_id_customer_id_fkey" FOREIGN KEY ("store_id", "customer_id") REFERENCES "customers"("store_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_program_version_id_fkey" FOREIGN KEY ("program_version_id") REFERENCES "program_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ledger_entries" ADD CONSTRAINT "ledger_entries_transaction_id_fkey" FOREIGN KEY ("transaction_id") REFERENCES "ledger_transactions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "customer_balances" ADD CONSTRAINT "customer_balances_store_id_customer_id_fkey" FOREIGN KEY ("store_id", "customer_id") REFERENCES "customers"("store_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "program_versions" ADD CONSTRAINT "program_versions_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "store_users" ADD CONSTRAINT "store_users_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "exchange_tokens" ADD CONSTRAINT "exchange_tokens_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "currencies" ADD CONSTRAINT "currencies_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_jobs" ADD CONSTRAINT "import_jobs_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "webhook_inbox" ADD CONSTRAINT "webhook_inbox_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "effects" ADD CONSTRAINT "effects_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sync_days" ADD CONSTRAINT "sync_days_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

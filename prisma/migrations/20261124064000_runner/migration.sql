-- CreateTable
CREATE TABLE "runner_events" (
    "seq" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "data" JSON NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "routed_at" TIMESTAMPTZ(3),

    CONSTRAINT "runner_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runner_runs" (
    "id" TEXT NOT NULL,
    "function_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "event_ids" TEXT[],
    "key1" TEXT,
    "key2" TEXT,
    "output" JSON,
    "error" JSON,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "parent_run_id" TEXT,
    "parent_step_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "runner_runs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "runner_steps" (
    "run_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "position" BIGSERIAL NOT NULL,
    "op" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "opts" JSON,
    "result" JSON,
    "due_at" TIMESTAMPTZ(3),
    "wait_event" TEXT,
    "wait_if" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "runner_steps_pkey" PRIMARY KEY ("run_id","id")
);

-- CreateTable
CREATE TABLE "runner_requests" (
    "run_id" TEXT NOT NULL,
    "step_id" TEXT NOT NULL,
    "function_id" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "lost" INTEGER NOT NULL DEFAULT 0,
    "again" BOOLEAN NOT NULL DEFAULT false,
    "key1" TEXT,
    "key2" TEXT,
    "holder" TEXT,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "claimed_at" TIMESTAMPTZ(3),

    CONSTRAINT "runner_requests_pkey" PRIMARY KEY ("run_id","step_id")
);

-- CreateTable
CREATE TABLE "runner_batches" (
    "function_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "event_ids" TEXT[],
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runner_batches_pkey" PRIMARY KEY ("function_id","key")
);

-- CreateTable
CREATE TABLE "runner_keys" (
    "function_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runner_keys_pkey" PRIMARY KEY ("function_id","key")
);

-- CreateTable
CREATE TABLE "runner_crons" (
    "function_id" TEXT NOT NULL,
    "expression" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "runner_crons_pkey" PRIMARY KEY ("function_id","expression")
);

-- CreateTable
CREATE TABLE "runner_processes" (
    "id" TEXT NOT NULL,
    "worker_ids" TEXT[],
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "runner_processes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "runner_events_seq_key" ON "runner_events"("seq");

-- CreateIndex
CREATE INDEX "runner_events_unrouted_idx" ON "runner_events"("seq") WHERE (routed_at IS NULL);

-- CreateIndex
CREATE INDEX "runner_events_received_at_idx" ON "runner_events"("received_at");

-- CreateIndex
CREATE INDEX "runner_runs_active_idx" ON "runner_runs"("function_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "runner_runs_state_id_idx" ON "runner_runs"("state", "id" DESC);

-- CreateIndex
CREATE INDEX "runner_runs_ended_at_idx" ON "runner_runs"("ended_at");

-- CreateIndex
CREATE INDEX "runner_steps_wait_event_idx" ON "runner_steps"("wait_event") WHERE (wait_event IS NOT NULL);

-- CreateIndex
CREATE INDEX "runner_steps_due_at_idx" ON "runner_steps"("due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "runner_requests_holder_idx" ON "runner_requests"("holder") WHERE (holder IS NOT NULL);

-- CreateIndex
CREATE INDEX "runner_requests_key1_idx" ON "runner_requests"("key1") WHERE (key1 IS NOT NULL);

-- CreateIndex
CREATE INDEX "runner_requests_key2_idx" ON "runner_requests"("key2") WHERE (key2 IS NOT NULL);

-- CreateIndex
CREATE INDEX "runner_requests_due_at_idx" ON "runner_requests"("due_at");

-- CreateIndex
CREATE INDEX "runner_batches_due_at_idx" ON "runner_batches"("due_at");

-- CreateIndex
CREATE INDEX "runner_keys_expires_at_idx" ON "runner_keys"("expires_at");

-- AddForeignKey
ALTER TABLE "runner_steps" ADD CONSTRAINT "runner_steps_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runner_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "runner_requests" ADD CONSTRAINT "runner_requests_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "runner_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;


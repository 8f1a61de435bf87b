-- Read once an hour, written with every run: without a list of entries still to be sorted in, looking up stays quick.
CREATE INDEX "runner_runs_event_ids_idx" ON "runner_runs" USING GIN ("event_ids") WITH (fastupdate = off);

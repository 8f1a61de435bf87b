-- AlterTable
ALTER TABLE "backfills" ADD COLUMN     "left_out" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "runs_from" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "runs_since" TIMESTAMPTZ(3);

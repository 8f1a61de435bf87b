-- AlterTable
ALTER TABLE "activities" ADD COLUMN     "api_key_id" BIGINT,
ADD COLUMN     "request_hash" BYTEA,
ADD COLUMN     "request_key" TEXT;

-- CreateTable
CREATE TABLE "api_keys" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "name" TEXT NOT NULL,
    "scopes" TEXT[],
    "key_hash" BYTEA NOT NULL,
    "prefix" TEXT NOT NULL,
    "created_by_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_key_hash_key" ON "api_keys"("key_hash");

-- CreateIndex
CREATE UNIQUE INDEX "api_keys_store_id_id_key" ON "api_keys"("store_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "activities_api_key_id_request_key_key" ON "activities"("api_key_id", "request_key") WHERE (request_key IS NOT NULL);

-- AddForeignKey
ALTER TABLE "activities" ADD CONSTRAINT "activities_store_id_api_key_id_fkey" FOREIGN KEY ("store_id", "api_key_id") REFERENCES "api_keys"("store_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A request key without what it said could not tell a repetition from another request.
ALTER TABLE "activities" ADD CONSTRAINT "activities_request_check"
  CHECK ((request_key IS NULL) = (request_hash IS NULL) AND (request_key IS NULL OR api_key_id IS NOT NULL));

ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_hash_check" CHECK (octet_length(key_hash) = 32);

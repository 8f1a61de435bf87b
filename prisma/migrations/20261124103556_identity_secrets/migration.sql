-- AlterTable
ALTER TABLE "stores" ADD COLUMN     "identity_secret_encrypted" TEXT,
ADD COLUMN     "identity_secret_set_at" TIMESTAMPTZ(3),
ADD COLUMN     "previous_identity_secret_encrypted" TEXT,
ADD COLUMN     "previous_identity_secret_valid_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "identity_token_uses" (
    "store_id" BIGINT NOT NULL,
    "jti_hash" BYTEA NOT NULL,
    "uses" INTEGER NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "identity_token_uses_pkey" PRIMARY KEY ("store_id","jti_hash")
);

-- CreateIndex
CREATE INDEX "identity_token_uses_expires_at_idx" ON "identity_token_uses"("expires_at");

-- AddForeignKey
ALTER TABLE "identity_token_uses" ADD CONSTRAINT "identity_token_uses_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

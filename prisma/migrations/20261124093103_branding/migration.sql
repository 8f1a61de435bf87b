-- CreateEnum
CREATE TYPE "branding_version_status" AS ENUM ('draft', 'published', 'superseded');

-- CreateTable
CREATE TABLE "branding_versions" (
    "id" BIGSERIAL NOT NULL,
    "store_id" BIGINT NOT NULL,
    "number" INTEGER,
    "status" "branding_version_status" NOT NULL,
    "document" JSONB NOT NULL,
    "note" TEXT,
    "author_id" BIGINT,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "branding_versions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "branding_versions_store_id_number_key" ON "branding_versions"("store_id", "number");

-- AddForeignKey
ALTER TABLE "branding_versions" ADD CONSTRAINT "branding_versions_store_id_fkey" FOREIGN KEY ("store_id") REFERENCES "stores"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A draft has no number, everything else has one.
ALTER TABLE branding_versions ADD CONSTRAINT branding_versions_number_check
  CHECK ((status = 'draft') = (number IS NULL) AND number > 0);

-- One draft and one published version a store.
-- not in the schema: branding_versions_one_published
-- not in the schema: branding_versions_one_draft
CREATE UNIQUE INDEX branding_versions_one_published ON branding_versions (store_id) WHERE status = 'published';
CREATE UNIQUE INDEX branding_versions_one_draft ON branding_versions (store_id) WHERE status = 'draft';

-- Only a draft changes or goes; a published version can be taken over from, and nothing else.
CREATE FUNCTION laurel_keep_branding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'draft' THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF NEW.status = 'draft' AND NEW.store_id = OLD.store_id THEN RETURN NEW; END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT 1 FROM stores WHERE id = OLD.store_id)
       OR current_setting('laurel.erase_store', true) = OLD.store_id::text THEN
      RETURN OLD;
    END IF;
  ELSIF OLD.status = 'published' AND NEW.status = 'superseded'
        AND (NEW.id, NEW.store_id, NEW.number, NEW.document, NEW.saved_at)
          = (OLD.id, OLD.store_id, OLD.number, OLD.document, OLD.saved_at)
        AND NEW.note IS NOT DISTINCT FROM OLD.note AND NEW.author_id IS NOT DISTINCT FROM OLD.author_id THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'branding version % of store % is %: it never changes', OLD.number, OLD.store_id, OLD.status
    USING ERRCODE = 'integrity_constraint_violation', HINT = 'Make another version.';
END $$;

CREATE TRIGGER branding_versions_immutable BEFORE UPDATE OR DELETE ON branding_versions
  FOR EACH ROW EXECUTE FUNCTION laurel_keep_branding();

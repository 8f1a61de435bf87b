-- AlterTable
ALTER TABLE "redemptions" ADD COLUMN     "cancel_requested_by_id" BIGINT,
ADD COLUMN     "create_tried_at" TIMESTAMPTZ(3),
ADD COLUMN     "creates_under_way" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "terms_and_conditions" TEXT;

-- Every request to make a code is noted before it is sent, and taken off the count once its answer is certain.
ALTER TABLE redemptions
  ADD CONSTRAINT redemptions_creates_check CHECK (
    creates_under_way >= 0 AND (creates_under_way = 0 OR create_tried_at IS NOT NULL));

-- What was bought before.
UPDATE redemptions SET create_tried_at = create_sent_at WHERE create_sent_at IS NOT NULL;
UPDATE redemptions r SET terms_and_conditions = nullif(reward->>'terms', '')
  FROM program_versions v, jsonb_array_elements(v.document->'rewards') reward
 WHERE v.id = r.program_version_id AND reward->>'key' = r.reward_key;

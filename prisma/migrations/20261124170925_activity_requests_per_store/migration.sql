-- DropIndex
DROP INDEX "activities_api_key_id_request_key_key";

-- Where two API keys of a store used one name, it means the first of the two from now on.
UPDATE "activities" AS a SET "request_key" = NULL, "request_hash" = NULL
 WHERE a."request_key" IS NOT NULL
   AND EXISTS (SELECT 1 FROM "activities" AS b
                WHERE b."store_id" = a."store_id" AND b."request_key" = a."request_key" AND b."id" < a."id");

-- CreateIndex
CREATE UNIQUE INDEX "activities_store_id_request_key_key" ON "activities"("store_id", "request_key") WHERE (request_key IS NOT NULL);

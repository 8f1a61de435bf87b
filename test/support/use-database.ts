import { afterAll } from "vitest";
import { createTestDatabase } from "./database";

/** Runs before the imports of each test file, so that whatever reads the environment first reads this database. */
const database = await createTestDatabase();
process.env.DATABASE_URL = database.url;

afterAll(async () => {
  const { closeDatabase } = await import("@/lib/db/client");
  await closeDatabase();
  await database.drop();
});

import { defineConfig } from "prisma/config";

/**
 * Read by Prisma's own command line (`prisma generate`, and `prisma migrate deploy` where its engine can be had).
 * `npm run db:*` work without it, on the embedded database too.
 */
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "" },
});

import { findFreePort } from "@/lib/setup/postgres-process.mjs";

// Imported for its effect, before anything that reads the environment: that is read once, and the script names the
// app by `APP_URL`.
process.env.APP_URL = `http://127.0.0.1:${await findFreePort()}`;

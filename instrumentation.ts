/**
 * Called by Next once when a server process starts, in `next dev` and in production alike: brings the durable
 * functions to life. The variables are compared literally so that Next drops this from bundles for other runtimes.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  if (process.env.NEXT_PHASE === "phase-production-build") return;
  const [{ startEngine, stopRunner }, { inngest }, { functions }, { onShutdown }] = await Promise.all([
    import("@/lib/embedded/start-engine"),
    import("@/inngest/client"),
    import("@/inngest/functions"),
    import("@/lib/on-shutdown"),
  ]);
  onShutdown("runner", stopRunner);
  await startEngine({ client: inngest, functions });
}

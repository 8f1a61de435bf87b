// Preloaded into the demo's processes: when the demo itself is killed hard, they end too and free their ports.
if (process.channel) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}

import { LaurelMark } from "@/components/brand/laurel-mark";

/** What somebody sees who comes to the server's own address: Laurel lives inside the control panel. */
export default function LandingPage() {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      <div className="w-full max-w-lg">
        <LaurelMark className="size-12" />
        <h1 className="mt-6 font-semibold text-3xl tracking-[-0.022em]">Laurel</h1>
        <p className="mt-3 text-lg text-muted">
          Points and loyalty for BigCommerce stores. Open, self-hosted, and with a ledger that can explain
          every point.
        </p>
        <p className="mt-6 rounded-card border border-hairline bg-surface p-5 shadow-xs">
          This server runs Laurel. It is used from inside your store’s control panel: open{" "}
          <strong className="font-semibold">Apps → My Apps → Laurel</strong>. There is nothing to sign in to
          here.
        </p>
      </div>
    </main>
  );
}

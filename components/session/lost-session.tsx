import { LayoutGrid } from "lucide-react";
import { LaurelMark } from "@/components/brand/laurel-mark";

/** Full page: there is no session, and only the control panel can give a new one. */
export function LostSession() {
  return (
    <div className="fixed inset-0 z-50 grid place-items-center overflow-auto bg-canvas p-6">
      <div className="w-full max-w-md rounded-card border border-hairline bg-surface p-8 text-center shadow-xs">
        <LaurelMark className="mx-auto size-12" />
        <h1 className="mt-5 font-semibold text-xl tracking-[-0.012em]">Reopen Laurel from the Apps menu</h1>
        <p className="mt-2 text-muted">
          Your session has ended. For your store’s safety Laurel keeps it in this page only, so it does not
          survive a reload or a long break.
        </p>
        <p className="mt-5 flex items-center justify-center gap-2 rounded-normal bg-secondary-10 px-4 py-3 text-sm">
          <LayoutGrid aria-hidden className="size-4 shrink-0 text-muted" />
          <span>
            In the control panel: <strong className="font-semibold">Apps → My Apps → Laurel</strong>
          </span>
        </p>
        <p className="mt-4 text-muted text-sm">Nothing is lost: everything you saved is safe.</p>
      </div>
    </div>
  );
}

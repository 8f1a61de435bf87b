import { LaurelMark } from "@/components/brand/laurel-mark";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-6 text-center">
      <div className="max-w-md">
        <LaurelMark className="mx-auto size-12" />
        <h1 className="mt-5 font-semibold text-xl tracking-[-0.012em]">There is nothing at this address</h1>
        <p className="mt-2 text-muted">
          The link may be old. Open Laurel from the Apps menu of your store’s control panel.
        </p>
      </div>
    </main>
  );
}

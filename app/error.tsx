"use client";

import { LaurelMark } from "@/components/brand/laurel-mark";
import { Button } from "@/components/ui/button";

type ErrorPageProps = { error: unknown; retry: () => void };

/** A page that could not be shown. What went wrong is in the server's log under the reference. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  const reference = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <div className="grid min-h-[60vh] place-items-center p-6 text-center">
      <div className="max-w-md" role="alert">
        <LaurelMark className="mx-auto size-12" />
        <h1 className="mt-5 font-semibold text-xl tracking-[-0.012em]">This page could not be shown</h1>
        <p className="mt-2 text-muted">Nothing is lost. Try again; if it stays, tell whoever runs Laurel.</p>
        {reference ? <p className="mt-2 font-mono text-muted text-xs">Reference {reference}</p> : null}
        <Button variant="primary" className="mt-5" onClick={retry}>
          Try again
        </Button>
      </div>
    </div>
  );
}

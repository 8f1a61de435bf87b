"use client";

/** The last resort, when even the frame of the page failed: no styles, no fonts, nothing that could fail again. */
export default function GlobalError({ retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body
        style={{ fontFamily: "sans-serif", padding: "4rem 1.5rem", textAlign: "center", color: "#313440" }}
      >
        <h1 style={{ fontSize: "1.25rem" }}>Laurel could not be shown</h1>
        <p>Nothing is lost. Try again, or reopen Laurel from the Apps menu.</p>
        <button type="button" onClick={retry}>
          Try again
        </button>
      </body>
    </html>
  );
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day (`YYYY-MM-DD`) of an instant in a zone. */
export function localDay(ms: number, timeZone: string): string {
  const known = formats.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" });
  formats.set(timeZone, known);
  return known.format(new Date(ms));
}

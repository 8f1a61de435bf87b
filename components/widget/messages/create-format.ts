/** How the store calls its points. */
export type PointsName = { one: string; other: string };

/** Numbers, points, money and days the way `lang` writes them. */
export function createFormat(lang: string, name: PointsName) {
  const plurals = new Intl.PluralRules(lang);
  const integers = new Intl.NumberFormat(lang);
  const signed = new Intl.NumberFormat(lang, { signDisplay: "exceptZero" });
  /** The store's word in the form the number asks for. */
  const nameFor = (count: number) => (plurals.select(Math.abs(count)) === "one" ? name.one : name.other);
  const days = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", year: "numeric" });

  return {
    integer: (count: number) => integers.format(count),
    /** With its sign, a true minus rather than a hyphen. */
    signed: (count: number) => signed.format(count).replace("-", "\u2212"),
    nameFor,
    /** `1,240 points`, `1 point`. */
    points: (count: number) => `${integers.format(count)} ${nameFor(count)}`,
    pointsName: name.other,
    /** Whole amounts without empty decimals (`$10`, `€0.50`). */
    money: (amount: number, currency: string) =>
      new Intl.NumberFormat(lang, {
        style: "currency",
        currency,
        trailingZeroDisplay: "stripIfInteger",
      } as Intl.NumberFormatOptions).format(amount),
    /** A percentage given as `10` or `12.5`. */
    percent: (value: number) =>
      new Intl.NumberFormat(lang, { style: "percent", maximumFractionDigits: 2 }).format(value / 100),
    day: (instant: Date) => days.format(instant),
  };
}

export type Format = ReturnType<typeof createFormat>;

type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;

export type Values = Record<string, string | number>;

/**
 * The words of one language. Numbers among the values are written its way; a plural message is chosen by `count`.
 * A placeholder without a value stays visible, so that a missing one is noticed.
 */
export function createTranslate<Key extends string>(messages: Record<Key, Message>, lang: string) {
  const plurals = new Intl.PluralRules(lang);
  const numbers = new Intl.NumberFormat(lang);

  return (key: Key, values: Values = {}): string => {
    const message: Message = messages[key];
    const text =
      typeof message === "string"
        ? message
        : (message[plurals.select(Number(values.count))] ?? message.other ?? "");
    return text.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      const value = values[name];
      return typeof value === "number" ? numbers.format(value) : (value ?? placeholder);
    });
  };
}

export type Translate<Key extends string> = (key: Key, values?: Values) => string;

import { createContext, useContext } from "react";
import type { Format } from "../messages/create-format";
import type { Translate } from "../messages/create-translate";

export type Words = { t: Translate; lang: string; dir: "ltr" | "rtl"; format: Format };

/** The language everything in the panel is written in. */
export const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error("WordsContext is missing");
  return words;
}

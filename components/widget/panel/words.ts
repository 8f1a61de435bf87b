import { createContext, useContext } from "react";
import type { Format } from "../messages/create-format";
import type { Translate } from "../messages/create-translate";
import type { MessageKey } from "../messages/en";

export type Words = { t: Translate<MessageKey>; lang: string; format: Format };

/** The language everything in the panel is written in. */
export const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error("WordsContext is missing");
  return words;
}

import type { FieldErrors } from "@/lib/errors";

/** Where a problem of the document is shown; a list's problems stand at the list. */
export function messagesAt(errors: FieldErrors, path: string): string[] {
  const found = Object.entries(errors)
    .filter(([key]) => key === path || key.startsWith(`${path}.`))
    .flatMap(([, messages]) => messages);
  return [...new Set(found.map(friendly))];
}

/** The schema speaks to developers; a merchant gets a sentence. */
function friendly(message: string): string {
  if (message.startsWith("Invalid input")) return "Enter a whole number.";
  const tooSmall = /expected .*>=?\s*(-?\d+)/.exec(message);
  if (message.startsWith("Too small"))
    return tooSmall ? `Enter ${tooSmall[1]} or more.` : "Please fill this in.";
  const tooBig = /expected .*<=?\s*(\d+)/.exec(message);
  if (message.startsWith("Too big")) return tooBig ? `At most ${tooBig[1]}.` : "This is too long.";
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`.replace(/\.\.$/, ".");
}

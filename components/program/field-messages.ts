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
  if (message.startsWith("Too small: expected string")) return "Please fill this in.";
  if (message.startsWith("Too big: expected string")) return "This is too long.";
  const tooSmall = /expected .*>=?\s*(-?\d+)/.exec(message);
  if (message.startsWith("Too small")) return `Enter ${tooSmall?.[1] ?? 1} or more.`;
  const tooBig = /expected .*<=?\s*(\d+)/.exec(message);
  if (message.startsWith("Too big")) return `At most ${tooBig?.[1] ?? ""}.`;
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}.`.replace(/\.\.$/, ".");
}

/** How long something will still take, as coarse as it is known: `about 3 minutes left`. */
export function formatTimeLeft(seconds: number): string {
  if (seconds < 15) return "a few seconds left";
  if (seconds < 90) return "about a minute left";
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes} minutes left`;
  const hours = Math.round(minutes / 60);
  return `about ${hours} hours left`;
}

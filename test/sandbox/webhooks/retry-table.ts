/** Seconds until each retry, counted from the attempt before it: 11 retries, about 48 hours, then the hook is deactivated. */
export const retryDelaysSeconds: readonly number[] = [
  60, 180, 300, 600, 900, 1800, 3600, 7200, 21_600, 50_400, 86_400,
];

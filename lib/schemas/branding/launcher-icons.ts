/** What may stand in the launcher, beside its label. */
export const launcherIcons = ["leaves", "gift", "star", "heart", "crown", "none"] as const;

export type LauncherIcon = (typeof launcherIcons)[number];

/** SVG path data on a 24 × 24 grid. */
export const launcherIconPaths: Record<LauncherIcon, string> = {
  leaves: "M11 22V11C5 11 3 7 3 2c5 0 8 2 9 6 1-3 4-5 9-5 0 6-3 9-8 9v10z",
  gift: "M12 7c-.6-2.8-1.9-4-3.6-4a2.4 2.4 0 0 0-2.3 3H3v5h8V8h2v3h8V6h-3.1a2.4 2.4 0 0 0-2.3-3c-1.7 0-3 1.2-3.6 4zM4 13v8h7v-8zm9 0v8h7v-8z",
  star: "m12 2.5 2.9 6.2 6.6.8-4.9 4.6 1.3 6.7L12 17.4l-5.9 3.4 1.3-6.7L2.5 9.5l6.6-.8z",
  heart: "M12 21C5 15 2 12 2 8a5 5 0 0 1 10-2 5 5 0 0 1 10 2c0 4-3 7-10 13z",
  crown: "M3 19 2 7l5.5 4L12 4l4.5 7L22 7l-1 12z",
  none: "",
};

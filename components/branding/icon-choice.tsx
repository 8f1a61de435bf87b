"use client";

import { useId } from "react";
import { type LauncherIcon, launcherIconPaths, launcherIcons } from "@/lib/schemas/branding/launcher-icons";

const names: Record<LauncherIcon, string> = {
  leaves: "Leaves",
  gift: "Gift",
  star: "Star",
  heart: "Heart",
  crown: "Crown",
  none: "No icon",
};

type Props = { value: LauncherIcon; onChange(icon: LauncherIcon): void };

/** The launcher's icon. The browser's own radio buttons: arrow keys choose at once, one tab stop. */
export function IconChoice({ value, onChange }: Props) {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-1.5 font-medium text-sm">Icon</legend>
      <div className="flex flex-wrap gap-2">
        {launcherIcons.map((icon) => (
          <label
            key={icon}
            title={names[icon]}
            className="relative grid h-11 min-w-11 place-items-center rounded-normal border border-line bg-surface px-2 text-muted text-sm transition-colors hover:border-secondary-50 has-checked:border-primary-40 has-checked:bg-primary-10 has-checked:text-primary-60 has-focus-visible:outline-2 has-focus-visible:outline-primary-40 has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name={name}
              aria-label={names[icon]}
              checked={icon === value}
              onChange={() => onChange(icon)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {icon === "none" ? (
              <span aria-hidden>None</span>
            ) : (
              <svg aria-hidden="true" viewBox="0 0 24 24" className="size-5 fill-current">
                <path d={launcherIconPaths[icon]} />
              </svg>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

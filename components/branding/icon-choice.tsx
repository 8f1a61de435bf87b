"use client";

import { RadioGroup } from "radix-ui";
import { type LauncherIcon, launcherIconPaths, launcherIcons } from "@/lib/schemas/branding/launcher-icons";

const names: Record<LauncherIcon, string> = {
  leaves: "Leaves",
  gift: "Gift",
  star: "Star",
  heart: "Heart",
  crown: "Crown",
  none: "No icon",
};

/** The launcher's icon. Radix RadioGroup: arrow keys move, one tab stop. */
export function IconChoice({ value, onChange }: { value: LauncherIcon; onChange(icon: LauncherIcon): void }) {
  return (
    <div className="flex flex-col gap-1.5">
      <span id="launcher-icon" className="font-medium text-sm">
        Icon
      </span>
      <RadioGroup.Root
        aria-labelledby="launcher-icon"
        value={value}
        onValueChange={(next) => {
          const icon = launcherIcons.find((one) => one === next);
          if (icon) onChange(icon);
        }}
        className="flex flex-wrap gap-2"
      >
        {launcherIcons.map((icon) => (
          <RadioGroup.Item
            key={icon}
            value={icon}
            aria-label={names[icon]}
            title={names[icon]}
            className="grid h-11 min-w-11 place-items-center rounded-normal border border-line bg-surface px-2 text-muted text-sm transition-colors hover:border-secondary-50 data-[state=checked]:border-primary-40 data-[state=checked]:bg-primary-10 data-[state=checked]:text-primary-60"
          >
            {icon === "none" ? (
              "None"
            ) : (
              <svg aria-hidden="true" viewBox="0 0 24 24" className="size-5 fill-current">
                <path d={launcherIconPaths[icon]} />
              </svg>
            )}
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  );
}

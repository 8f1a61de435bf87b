import { IconChoice } from "@/components/branding/icon-choice";
import { OffsetField } from "@/components/branding/offset-field";
import { OwnMark } from "@/components/branding/own-mark";
import type { BrandingEditor } from "@/components/branding/use-branding-editor";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { SwitchField } from "@/components/ui/switch";

const sides = [
  { value: "start", label: "Left" },
  { value: "end", label: "Right" },
] as const;

export function LauncherSection({ editor }: { editor: BrandingEditor }) {
  const { look, set } = editor;
  const place = (change: Partial<typeof look.position>) => set({ position: { ...look.position, ...change } });
  return (
    <Card aria-labelledby="launcher">
      <CardHeader id="launcher" title="Launcher" description="The button that opens the panel." />
      <CardBody className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <Field
            label="Launcher text"
            hint="Empty: “Rewards” in the shopper’s language."
            errors={editor.errorsAt("launcherLabel")}
          >
            {(control) => (
              <Input
                {...control}
                value={look.launcherLabel ?? ""}
                placeholder="Rewards"
                onChange={({ target }) => set({ launcherLabel: target.value || null })}
              />
            )}
          </Field>
          <OwnMark editor={editor} field="launcherLabel" name="Launcher text" />
        </div>
        <div className="flex flex-col gap-2">
          <IconChoice value={look.icon} onChange={(icon) => set({ icon })} />
          <OwnMark editor={editor} field="icon" name="Icon" />
        </div>
        <div className="flex flex-col gap-2">
          <div className="grid items-start gap-x-6 gap-y-4 tablet:grid-cols-[auto_1fr_1fr]">
            <div className="flex flex-col items-start gap-1.5">
              <span className="font-medium text-sm">Side</span>
              <Segmented
                label="Side"
                value={look.position.side}
                options={sides}
                onValueChange={(side) => place({ side })}
              />
            </div>
            <OffsetField
              label="From the side"
              value={look.position.inline}
              onChange={(inline) => place({ inline })}
            />
            <OffsetField
              label="From the bottom"
              value={look.position.block}
              onChange={(block) => place({ block })}
            />
          </div>
          <p className="text-muted text-sm">Pages written from right to left mirror the side.</p>
          <OwnMark editor={editor} field="position" name="Position" />
        </div>
        <div className="flex flex-col gap-2">
          <SwitchField
            label="Hide on phones"
            hint="Your own links to the panel still open it."
            checked={look.hideOnMobile}
            onCheckedChange={(hideOnMobile) => set({ hideOnMobile })}
          />
          <OwnMark editor={editor} field="hideOnMobile" name="Hide on phones" />
        </div>
      </CardBody>
    </Card>
  );
}

import { ColorField } from "@/components/branding/color-field";
import { ContrastWarnings } from "@/components/branding/contrast-warnings";
import type { BrandingEditor } from "@/components/branding/use-branding-editor";
import { Card, CardBody, CardHeader } from "@/components/ui/card";

export function ColorsSection({ editor }: { editor: BrandingEditor }) {
  return (
    <Card aria-labelledby="colors">
      <CardHeader id="colors" title="Colours" />
      <CardBody className="flex flex-col gap-5">
        <div className="grid gap-5 tablet:grid-cols-3">
          <ColorField
            editor={editor}
            field="color"
            label="Colour"
            hint="Launcher, buttons, top of the panel."
          />
          <ColorField editor={editor} field="onColor" label="Text on it" hint="What stands on the colour." />
          <ColorField
            editor={editor}
            field="panelColor"
            label="Panel background"
            hint="Behind the white cards."
          />
        </div>
        <ContrastWarnings colors={editor.shown} onTake={(change) => editor.set(change, "suggestion")} />
      </CardBody>
    </Card>
  );
}

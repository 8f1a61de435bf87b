import type { BrandingEditor } from "@/components/branding/use-branding-editor";
import { Card, CardBody } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import type { BrandingResponse } from "@/lib/schemas/admin/branding";

type Props = { editor: BrandingEditor; storefronts: BrandingResponse["storefronts"] };

/** Which storefront the form is about. With a single one there is nothing to choose. */
export function ScopePicker({ editor, storefronts }: Props) {
  if (storefronts.length < 2) return null;
  const own = (channelId: number) => (editor.document.channels[channelId] ? " · has its own" : "");
  return (
    <Card>
      <CardBody className="pt-5">
        <Field
          label="Storefront"
          hint={
            editor.scope === null
              ? "What you set here holds for every storefront that has nothing of its own."
              : "Only what you change here is this storefront’s own; the rest follows all storefronts."
          }
        >
          {(control) => (
            <Select
              {...control}
              value={editor.scope ?? "all"}
              onChange={({ target }) => editor.setScope(target.value === "all" ? null : Number(target.value))}
            >
              <option value="all">All storefronts</option>
              {storefronts.map(({ channelId, name }) => (
                <option key={channelId} value={channelId}>
                  {name}
                  {own(channelId)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </CardBody>
    </Card>
  );
}

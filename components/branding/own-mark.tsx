import type { BrandingEditor } from "@/components/branding/use-branding-editor";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { Look } from "@/lib/schemas/branding/branding-document";

type Props = { editor: BrandingEditor; field: keyof Look; name: string };

/** Beside a value that one storefront has of its own: says so, and the way back to the common one. */
export function OwnMark({ editor, field, name }: Props) {
  if (!editor.isOwn(field)) return null;
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Badge tone="primary">This storefront’s own</Badge>
      <Button size="small" variant="subtle" onClick={() => editor.takeCommon(field)}>
        Use the common one<span className="sr-only">: {name}</span>
      </Button>
    </p>
  );
}

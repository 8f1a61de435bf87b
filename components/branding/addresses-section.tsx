import { OwnMark } from "@/components/branding/own-mark";
import type { BrandingEditor } from "@/components/branding/use-branding-editor";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const addresses = [
  { field: "createAccountUrl", label: "Create an account" },
  { field: "signInUrl", label: "Sign in" },
] as const;

export function AddressesSection({ editor }: { editor: BrandingEditor }) {
  return (
    <Card aria-labelledby="addresses">
      <CardHeader
        id="addresses"
        title="Addresses"
        description="Where guests go from the panel: a page of the storefront such as /login.php, or one that begins with https://."
      />
      <CardBody className="grid gap-5 tablet:grid-cols-2">
        {addresses.map(({ field, label }) => (
          <div key={field} className="flex min-w-0 flex-col gap-2">
            <Field label={label} errors={editor.errorsAt(field)}>
              {(control) => (
                <Input
                  {...control}
                  value={editor.look[field]}
                  inputMode="url"
                  spellCheck={false}
                  autoComplete="off"
                  onChange={({ target }) => editor.set({ [field]: target.value.trim() })}
                />
              )}
            </Field>
            <OwnMark editor={editor} field={field} name={label} />
          </div>
        ))}
      </CardBody>
    </Card>
  );
}

"use client";

import { type RefObject, useState } from "react";
import type { useApiKeys } from "@/components/settings/use-api-keys";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { apiKeyNameMax } from "@/lib/schemas/admin/api-keys";

type ApiKeyFormProps = {
  create: ReturnType<typeof useApiKeys>["create"];
  nameField: RefObject<HTMLInputElement | null>;
};

/** Names a key and makes it. */
export function ApiKeyForm({ create, nameField }: ApiKeyFormProps) {
  const [name, setName] = useState("");
  const [isMissing, setMissing] = useState(false);
  const submit = () => {
    const given = name.trim();
    setMissing(given === "");
    if (given === "") nameField.current?.focus();
    else if (!create.isPending) create.mutate(given, { onSuccess: () => setName("") });
  };
  return (
    <form
      noValidate
      className="flex flex-wrap items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field
        label="What will use it"
        hint="For example: Quiz site."
        errors={isMissing ? ["Give the key a name."] : undefined}
        className="flex-1 basis-48"
      >
        {(control) => (
          <Input
            {...control}
            ref={nameField}
            value={name}
            maxLength={apiKeyNameMax}
            autoComplete="off"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" busy={create.isPending} className="tablet:mt-6.5">
        Make a key
      </Button>
    </form>
  );
}

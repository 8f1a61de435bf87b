"use client";

import { useLayoutEffect, useRef } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { NewApiKey } from "@/lib/schemas/admin/api-keys";

/** The key, this once, with the focus on it and selected. */
export function NewApiKeyNotice({ created }: { created: NewApiKey }) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <div className="flex flex-col items-start gap-3 rounded-normal bg-primary-10 p-4">
      <Field
        label={`Key for ${created.name}`}
        hint="Copy it now: it is not shown again."
        className="w-full [overflow-wrap:anywhere]"
      >
        {(control) => (
          <Input
            {...control}
            ref={field}
            readOnly
            value={created.key}
            onFocus={(event) => event.target.select()}
            className="font-mono text-sm leading-normal"
          />
        )}
      </Field>
      <CopyButton text={created.key} label="Copy the key" />
    </div>
  );
}

"use client";

import { useMemo, useState } from "react";
import { type RuleForm, toDocument, toForm } from "@/components/program/rule-form";
import type { FieldErrors } from "@/lib/errors";
import { describeProgramChanges } from "@/lib/format/describe-program-changes";
import type { ProgramResponse } from "@/lib/schemas/admin/program";
import { checkProgram, type Program } from "@/lib/schemas/program";

export type RuleEditor = {
  form: RuleForm;
  set: (change: Partial<RuleForm>) => void;
  reset: () => void;
  document: Record<string, unknown>;
  /** The edited program, or null while something in it is not valid. */
  program: Program | null;
  errors: FieldErrors;
  changes: string[];
  dirty: boolean;
};

/** The state of the page: what is typed, checked on every key by the schema that also guards the server. */
export function useRuleEditor(published: ProgramResponse): RuleEditor {
  const [form, setForm] = useState(() => toForm(published.document));
  const [version, setVersion] = useState(published.number);
  if (version !== published.number) {
    setVersion(published.number);
    setForm(toForm(published.document));
  }
  const derived = useMemo(() => {
    const document = toDocument(form, published.document);
    const checked = checkProgram(document);
    const changes = describeProgramChanges(published.document, checked.ok ? checked.program : document);
    return {
      document,
      program: checked.ok ? checked.program : null,
      errors: checked.ok ? {} : checked.errors,
      changes,
      dirty: changes.length > 0,
    };
  }, [form, published]);
  return {
    form,
    set: (change) => setForm((current) => ({ ...current, ...change })),
    reset: () => setForm(toForm(published.document)),
    ...derived,
  };
}

/** Copies what a field holds. False when the browser does not let us: then it is selected, for the reader to copy. */
export async function copyField(field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // No clipboard on pages without TLS or permission; the old way still works in most of them.
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

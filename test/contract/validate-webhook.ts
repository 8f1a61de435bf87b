import { asObject, type JsonObject, loadSpec } from "./specs";
import { unknownFields } from "./unknown-fields";
import { validateAgainst } from "./validate-schema";

/** Problems of a webhook body against the file of its scope. */
export function validateWebhook(body: unknown): string[] {
  const scope = String((body as { scope?: unknown }).scope);
  const file = `webhooks/callbacks/${scope.replaceAll("/", "_")}.yml`;
  const spec = loadSpec(file);
  const schema = asObject(asObject(spec.properties)?.[scope]) as JsonObject;
  const pointer = `#/properties/${scope.replaceAll("/", "~1")}`;
  return [...validateAgainst(file, pointer, body), ...unknownFields(spec, schema, body)];
}

import { Environment } from "@marcbachmann/cel-js";

/** An Inngest expression (CEL). `event` is the event that started the run, `async` the one that came later. */
export type Expression = (context: { event: unknown; async?: unknown }) => unknown;

const environment = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false });
const parsed = new Map<string, Expression>();

/** @throws Error when the text is no CEL. */
export function parseExpression(text: string): Expression {
  const known = parsed.get(text);
  if (known) return known;
  const expression: Expression = environment.parse(text);
  parsed.set(text, expression);
  return expression;
}

export function isExpression(text: string): boolean {
  try {
    parseExpression(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether an expression is true. A missing field throws in CEL and means "no" here, as on Inngest's server. */
export function isTrue(
  expression: Expression | undefined,
  context: { event: unknown; async?: unknown },
): boolean {
  if (!expression) return true;
  try {
    return expression(context) === true;
  } catch {
    return false;
  }
}

/** The value of a key expression as text; events without the field share the key `null`. */
export function keyOf(expression: Expression, context: { event: unknown }): string {
  try {
    const value = expression(context);
    return typeof value === "string" ? value : String(value);
  } catch {
    return "null";
  }
}

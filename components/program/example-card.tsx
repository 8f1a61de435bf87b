"use client";

import { useMemo, useState } from "react";
import { currencyDecimals, type ExampleOrder, evaluateExample } from "@/components/program/example-order";
import { explainedRules } from "@/components/transactions/explained-rules";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { decimalToMinor, formatMoney } from "@/lib/format/format-money";
import { formatNumber, formatPoints } from "@/lib/format/format-points";
import type { OrderTarget } from "@/lib/loyalty/order-target";
import type { Program } from "@/lib/schemas/program";

type Amounts = { subtotal: string; tax: string; shipping: string; storeCredit: string };

const amountFields: { name: keyof Amounts; label: string }[] = [
  { name: "subtotal", label: "Products" },
  { name: "tax", label: "Tax" },
  { name: "shipping", label: "Shipping" },
  { name: "storeCredit", label: "Store credit used" },
];

type ExampleCardProps = { program: Program | null; currency: string };

/** "A $42.50 order earns 42 points", worked out live by the evaluator that decides real orders. */
export function ExampleCard({ program, currency }: ExampleCardProps) {
  const decimals = currencyDecimals(currency);
  const [amounts, setAmounts] = useState<Amounts>(() => firstAmounts(decimals));
  const example = useMemo(() => toExample(amounts, currency, decimals), [amounts, currency, decimals]);
  const target = program && example ? evaluateExample(program, example) : null;
  return (
    <Card aria-labelledby="example">
      <CardHeader id="example" title="Try it" description="Decided by the same rules as real orders." />
      <CardBody>
        <div className="rounded-normal bg-brand px-4 py-4 text-white" aria-live="polite">
          {program && example && target ? (
            <Result program={program} example={example} target={target} />
          ) : (
            <p className="text-primary-20">
              {program ? "Enter amounts to see what they earn." : "Fix the marked fields to see the result."}
            </p>
          )}
        </div>
        <div className="mt-4 grid grid-cols-2 gap-3">
          {amountFields.map(({ name, label }) => (
            <Field
              key={name}
              label={label}
              errors={
                decimalToMinor(amounts[name] || "0", decimals) === null ? ["Enter an amount."] : undefined
              }
            >
              {(control) => (
                <Input
                  {...control}
                  inputMode="decimal"
                  value={amounts[name]}
                  onChange={(event) => setAmounts({ ...amounts, [name]: event.target.value })}
                  className="tabular"
                />
              )}
            </Field>
          ))}
        </div>
        {target ? <Steps target={target} /> : null}
      </CardBody>
    </Card>
  );
}

type ResultProps = { program: Program; example: ExampleOrder; target: OrderTarget };

function Result({ program, example, target }: ResultProps) {
  const { currency, decimalPlaces } = example;
  const totalMinor = example.subtotalMinor + example.taxMinor + example.shippingMinor;
  const { one, other } = program.points.name;
  return (
    <>
      <p className="text-primary-20 text-sm">
        A {formatMoney(totalMinor, currency, decimalPlaces)} order earns
        <span className="sr-only"> {formatPoints(target.points, { one, other })}</span>
      </p>
      <p aria-hidden className="tabular mt-0.5 font-semibold text-3xl tracking-[-0.022em]">
        {formatNumber(target.points)}{" "}
        <span className="font-medium text-lg tracking-normal">{target.points === 1 ? one : other}</span>
      </p>
      {target.pending > 0 ? (
        <p className="mt-1 text-primary-20 text-sm">
          on hold for {program.earning.orders.holdDays} days, then spendable
        </p>
      ) : null}
    </>
  );
}

function Steps({ target }: { target: OrderTarget }) {
  return (
    <ol className="mt-4 flex flex-col gap-1.5 border-hairline border-t pt-3 text-muted text-sm">
      {explainedRules(target.explanation).map((rule) => (
        <li key={`${rule.key}-${rule.words}`}>{rule.words}</li>
      ))}
    </ol>
  );
}

function firstAmounts(decimals: number): Amounts {
  return decimals === 0
    ? { subtotal: "4250", tax: "0", shipping: "500", storeCredit: "0" }
    : { subtotal: "42.50", tax: "3.40", shipping: "5.00", storeCredit: "0" };
}

function toExample(amounts: Amounts, currency: string, decimalPlaces: number): ExampleOrder | null {
  const read = (text: string) => decimalToMinor(text || "0", decimalPlaces);
  const [subtotalMinor, taxMinor] = [read(amounts.subtotal), read(amounts.tax)];
  const [shippingMinor, storeCreditMinor] = [read(amounts.shipping), read(amounts.storeCredit)];
  if (subtotalMinor === null || taxMinor === null || shippingMinor === null || storeCreditMinor === null)
    return null;
  return { currency, decimalPlaces, subtotalMinor, taxMinor, shippingMinor, storeCreditMinor };
}

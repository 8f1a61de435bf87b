import { Check, Minus, X } from "lucide-react";
import { checks } from "@/components/proof/checks";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import type { FinishedProof } from "@/lib/schemas/admin/proof";

/** What is checked, in plain words, and how each came out. */
export function CheckList({ last }: { last: FinishedProof | null }) {
  const failed = new Set(last?.findings.map((finding) => finding.check));
  const known = last?.status === "done";
  return (
    <Card aria-labelledby="checks">
      <CardHeader id="checks" title="What is checked" />
      <CardBody>
        <ul className="flex flex-col gap-4">
          {checks.map(({ name, title, detail }) => {
            const { icon: Icon, tone, word } = outcome(known, failed.has(name));
            return (
              <li key={name} className="flex items-start gap-3">
                <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${tone}`} />
                <div className="min-w-0">
                  <p className="font-medium">
                    {title}
                    <span className="sr-only">: {word}</span>
                  </p>
                  <p className="text-muted text-sm">{detail}</p>
                </div>
              </li>
            );
          })}
        </ul>
      </CardBody>
    </Card>
  );
}

function outcome(known: boolean, failed: boolean) {
  if (!known) return { icon: Minus, tone: "text-muted", word: "not checked yet" };
  if (failed) return { icon: X, tone: "text-danger-50", word: "differs" };
  return { icon: Check, tone: "text-success-50", word: "holds" };
}

import { checks } from "@/components/proof/checks";
import { Card, CardHeader } from "@/components/ui/card";
import { Cell, HeadCell, Row } from "@/components/ui/table";
import { formatNumber } from "@/lib/format/format-points";
import type { FinishedProof } from "@/lib/schemas/admin/proof";

/** The rows one check found to differ, as the ledger has them. */
export function FindingCard({ finding }: { finding: FinishedProof["findings"][number] }) {
  const { check, count, rows } = finding;
  const title = checks.find(({ name }) => name === check)?.title ?? check;
  const columns = columnsOf(rows[0] ?? {});
  return (
    <Card aria-labelledby={`finding-${check}`}>
      <CardHeader
        id={`finding-${check}`}
        title={`Does not hold: ${title.charAt(0).toLowerCase()}${title.slice(1)}`}
        description={
          count > rows.length
            ? `The first ${rows.length} of ${formatNumber(count)} differing rows.`
            : `${formatNumber(count)} differing ${count === 1 ? "row" : "rows"}.`
        }
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the window is scrolled by keyboard too */}
      <section aria-label={title} tabIndex={0} className="overflow-x-auto">
        <table className="w-full border-collapse text-left">
          <thead>
            <tr>
              {columns.map((name) => (
                <HeadCell key={name}>{name.replaceAll("_", " ")}</HeadCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={JSON.stringify(row)}>
                {columns.map((name) => (
                  <Cell key={name} className="tabular whitespace-nowrap text-sm">
                    {row[name] === null ? "–" : String(row[name])}
                  </Cell>
                ))}
              </Row>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}

/** Ids first; by name, so that a figure stands beside what it should be. The store is always this one. */
function columnsOf(row: Record<string, unknown>): string[] {
  const names = Object.keys(row).filter((name) => name !== "store_id");
  const isId = (name: string) => name.endsWith("_id");
  return [...names.filter(isId).sort(), ...names.filter((name) => !isId(name)).sort()];
}

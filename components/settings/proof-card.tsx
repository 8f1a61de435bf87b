import { ShieldCheck } from "lucide-react";
import { AppLink } from "@/components/shell/app-link";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";

/** The way to the page that proves the ledger. */
export function ProofCard() {
  return (
    <Card aria-labelledby="proof">
      <CardHeader
        id="proof"
        title="Ledger proof"
        description="Each night Laurel proves that every point adds up."
      />
      <CardBody>
        <Button asChild>
          <AppLink href="/dashboard/proof">
            <ShieldCheck aria-hidden />
            See the last result
          </AppLink>
        </Button>
      </CardBody>
    </Card>
  );
}

import { History } from "lucide-react";
import { AppLink } from "@/components/shell/app-link";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";

/** The way to points for orders placed before Laurel was installed. */
export function PastOrdersCard() {
  return (
    <Card aria-labelledby="past-orders">
      <CardHeader
        id="past-orders"
        title="Past orders"
        description="Give customers points for what they bought before you installed Laurel."
      />
      <CardBody>
        <Button asChild>
          <AppLink href="/dashboard/imports">
            <History aria-hidden />
            Import past orders
          </AppLink>
        </Button>
      </CardBody>
    </Card>
  );
}

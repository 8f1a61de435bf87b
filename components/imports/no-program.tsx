import { Sprout } from "lucide-react";
import { AppLink } from "@/components/shell/app-link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/states";

/** Without a published rule nobody knows what a past order earns. */
export function NoProgram() {
  return (
    <Card aria-label="Import past orders">
      <EmptyState
        icon={Sprout}
        title="Publish your earning rule first"
        action={
          <Button asChild variant="primary">
            <AppLink href="/dashboard/program">Go to the earning rule</AppLink>
          </Button>
        }
      >
        It says what past orders earn.
      </EmptyState>
    </Card>
  );
}

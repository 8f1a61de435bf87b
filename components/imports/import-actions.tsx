"use client";

import { Play, Square, Undo2 } from "lucide-react";
import { useState } from "react";
import { canBeTakenBack } from "@/components/imports/import-status";
import { TakeBackDialog } from "@/components/imports/take-back-dialog";
import { useImportAction } from "@/components/imports/use-import-action";
import { Button } from "@/components/ui/button";
import type { OrderImport } from "@/lib/schemas/admin/imports";

/** Stop, go on, take back: whichever makes sense now. */
export function ImportActions({ item }: { item: OrderImport }) {
  const [asking, setAsking] = useState(false);
  const action = useImportAction();
  const busy = (act: "stop" | "resume" | "revert") => action.isPending && action.variables.act === act;
  const run = (act: "stop" | "resume") => action.mutate({ act, importId: item.id });
  return (
    <div className="flex flex-wrap items-center gap-2">
      {item.status === "running" ? (
        <Button busy={busy("stop")} onClick={() => run("stop")}>
          {busy("stop") ? null : <Square aria-hidden />}
          Stop
        </Button>
      ) : null}
      {item.status === "failed" || item.status === "cancelled" ? (
        <Button variant="primary" busy={busy("resume")} onClick={() => run("resume")}>
          {busy("resume") ? null : <Play aria-hidden />}
          Resume
        </Button>
      ) : null}
      {canBeTakenBack(item) ? (
        <>
          <Button onClick={() => setAsking(true)}>
            <Undo2 aria-hidden />
            Take back
          </Button>
          <TakeBackDialog
            item={item}
            open={asking}
            onOpenChange={setAsking}
            busy={busy("revert")}
            onConfirm={() =>
              action.mutate({ act: "revert", importId: item.id }, { onSettled: () => setAsking(false) })
            }
          />
        </>
      ) : null}
    </div>
  );
}

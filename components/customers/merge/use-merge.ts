"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { customerKeys } from "@/components/customers/queries";
import { orderKeys } from "@/components/orders/queries";
import { postAdmin } from "@/components/session/call-admin";
import { transactionKeys } from "@/components/transactions/queries";
import { useToast } from "@/components/ui/toast";
import type { MergeResult, MergeSide } from "@/lib/schemas/admin/customers";

type Pair = { stays: MergeSide; goes: MergeSide };

/** Merges, then reads everything about customers anew and shows whoever stays. */
export function useMerge(viewedId: number, onDone: () => void) {
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ stays, goes }: Pair) =>
      postAdmin<MergeResult>(`/customers/${goes.id}/merge`, { intoId: stays.id }),
    onSuccess: async (_, { stays, goes }) => {
      onDone();
      toast({ tone: "success", title: "Merged", description: `${goes.name} is part of ${stays.name} now.` });
      if (stays.id !== viewedId) router.push(`/dashboard/customers/${stays.id}`);
      const changed = [customerKeys.all, transactionKeys.all, orderKeys.all];
      await Promise.all(changed.map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: (error) => toast({ tone: "danger", title: "Not merged", description: error.message }),
  });
  return { merge: mutate, isMerging: isPending };
}

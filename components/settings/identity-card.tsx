"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSession } from "@/components/session/use-session";
import { identitySecretQuery, useIdentitySecret } from "@/components/settings/use-identity-secret";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Absolute } from "@/components/ui/instant";

const questions = {
  rotate: {
    title: "Make a new secret?",
    description: "The present one still signs for a day: change it on your server within that time.",
    confirmLabel: "Make a new secret",
  },
  revoke: {
    title: "Revoke the secret?",
    description:
      "What your server signs is refused at once. Whoever is signed in already stays so for at most 15 minutes; then all shoppers of your headless storefront are guests, until there is a new secret.",
    confirmLabel: "Revoke",
  },
};

/** The secret with which the merchant's own server tells who a shopper is; only the owner makes and takes it. */
export function IdentityCard() {
  const state = useQuery(identitySecretQuery());
  const { create, revoke } = useIdentitySecret();
  const [asked, ask] = useState<keyof typeof questions | null>(null);
  const isOwner = useSession()?.role === "owner";
  const setAt = state.data?.setAt ?? null;
  const confirm = async () => {
    await (asked === "revoke" ? revoke : create).mutateAsync().catch(() => {});
    ask(null);
  };
  return (
    <Card aria-labelledby="identity">
      <CardHeader
        id="identity"
        title="Headless storefronts"
        description="Where BigCommerce’s log-in cannot be read, your server signs who the shopper is."
      />
      <CardBody className="flex flex-col items-start gap-4">
        {setAt ? (
          <p>
            A secret is set since <Absolute at={setAt} />.
          </p>
        ) : (
          <p className="text-muted">There is no secret yet.</p>
        )}
        {create.data && (
          <Field label="Your secret" hint="Copy it now: it is not shown again." className="w-full">
            {(control) => (
              <Input
                {...control}
                readOnly
                value={create.data.secret}
                onFocus={(event) => event.target.select()}
              />
            )}
          </Field>
        )}
        {isOwner ? (
          <div className="flex flex-wrap gap-2">
            <Button busy={create.isPending} onClick={() => (setAt ? ask("rotate") : create.mutate())}>
              Make a new secret
            </Button>
            {setAt && <Button onClick={() => ask("revoke")}>Revoke</Button>}
          </div>
        ) : (
          <p className="text-muted text-sm">Only the store’s owner can change it.</p>
        )}
      </CardBody>
      <ConfirmDialog
        {...questions[asked ?? "rotate"]}
        open={asked !== null}
        onOpenChange={(open) => !open && ask(null)}
        tone={asked === "revoke" ? "danger" : "primary"}
        busy={create.isPending || revoke.isPending}
        onConfirm={() => void confirm()}
      />
    </Card>
  );
}

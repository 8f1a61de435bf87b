import { withMerchant } from "@/lib/http/with-merchant";
import { getProof } from "@/lib/services/ledger/get-proof";
import { requestProof } from "@/lib/services/ledger/request-proofs";

export const GET = withMerchant({ handler: ({ store }) => getProof(store.id) });
export const POST = withMerchant({ role: "editor", handler: ({ store }) => requestProof(store.id) });

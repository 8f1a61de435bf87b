import type { BcCustomer } from "../schemas/customer";
import { toIsoInstantOrNull } from "./dates";

/** A person at BigCommerce. E-mail is unique per channel there, not per store: `customerId` is the identity. */
export type CustomerFacts = {
  customerId: number;
  /** Lower-cased. */
  email: string;
  firstName: string;
  lastName: string;
  groupId: number | null;
  originChannelId: number | null;
  /** `null` when the person may use every channel. */
  channelIds: number[] | null;
  createdAt: string | null;
  modifiedAt: string | null;
};

export function mapCustomer(customer: BcCustomer): CustomerFacts {
  return {
    customerId: customer.id,
    email: customer.email.trim().toLowerCase(),
    firstName: customer.first_name,
    lastName: customer.last_name,
    groupId: customer.customer_group_id,
    originChannelId: customer.origin_channel_id,
    channelIds: customer.channel_ids,
    createdAt: toIsoInstantOrNull(customer.date_created),
    modifiedAt: toIsoInstantOrNull(customer.date_modified),
  };
}

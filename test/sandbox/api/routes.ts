import type { Route } from "../http/call";
import { catalogRoutes } from "./catalog";
import { channelRoutes } from "./channels";
import { couponRoutes } from "./coupons";
import { customerGroupRoutes } from "./customer-groups";
import { customerRoutes } from "./customers";
import { hookRoutes } from "./hooks";
import { orderRoutes } from "./orders";
import { promotionCodeRoutes } from "./promotion-codes";
import { promotionRoutes } from "./promotions";
import { refundRoutes } from "./refunds";
import { scriptRoutes } from "./scripts";
import { storeInformationRoutes } from "./store-information";
import { subscriberRoutes } from "./subscribers";

/** Every simulated REST call. Literal paths stand before patterns that would also match them. */
export const apiRoutes: Route[] = [
  ...orderRoutes,
  ...refundRoutes,
  ...subscriberRoutes,
  ...customerRoutes,
  ...customerGroupRoutes,
  ...storeInformationRoutes,
  ...channelRoutes,
  ...hookRoutes,
  ...scriptRoutes,
  ...promotionRoutes,
  ...promotionCodeRoutes,
  ...couponRoutes,
  ...catalogRoutes,
];

import type { WidgetConfig } from "@/lib/schemas/storefront/widget-config";
import { startLoader } from "./start-loader";

/** Left as a free name by the build; the server writes the store's configuration in its place. */
declare const __LAUREL_CONFIG__: WidgetConfig;

startLoader(__LAUREL_CONFIG__);

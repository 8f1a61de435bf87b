import type { StoreHandle } from "../admin/store-handle";
import type { World } from "../state/world";

/** What a control-panel page works with. */
export type PanelContext = { world: World; store: StoreHandle };

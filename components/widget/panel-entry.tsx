import { panelEvent } from "./loader/sdk";
import { startPanel } from "./start-panel";

document.currentScript?.dispatchEvent(new CustomEvent(panelEvent, { detail: startPanel }));

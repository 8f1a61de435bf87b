import { panelEvent, type StartPanel } from "./loader/sdk";
import { startPanel } from "./start-panel";

document.currentScript?.dispatchEvent(new CustomEvent<StartPanel>(panelEvent, { detail: startPanel }));

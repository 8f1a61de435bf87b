import { panelEvent } from "../loader/sdk";
import { startCallouts } from "./start-callouts";

document.currentScript?.dispatchEvent(new CustomEvent(panelEvent, { detail: startCallouts }));

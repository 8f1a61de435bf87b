import { type Html, html } from "../pages/html";
import { statusName } from "../state/statuses";

export function statusBadge(statusId: number): Html {
  const tone = [2, 10].includes(statusId) ? "done" : [4, 5, 6, 14].includes(statusId) ? "off" : "open";
  return html`<span class="badge ${tone}">${statusName(statusId)}</span>`;
}

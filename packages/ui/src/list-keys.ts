import { isPlainKey } from "./keys.ts";

/** `J` and `K`, and the arrows once a row has the focus, walk the rows of the table bodies inside `within`. */
export function walkRows(event: KeyboardEvent, within: ParentNode | undefined): void {
  const down = event.key === "ArrowDown" || event.key === "j";
  const up = event.key === "ArrowUp" || event.key === "k";
  if (!within || !(down || up) || !isPlainKey(event)) return;
  const links = [...within.querySelectorAll<HTMLElement>(".row-link")];
  const at = links.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  // Arrows scroll the page until a row has the focus; J and K always walk.
  if (event.key.startsWith("Arrow") && at === -1) return;
  const next = links[at === -1 ? 0 : at + (down ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

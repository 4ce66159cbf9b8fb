import type { Attachment } from "svelte/attachments";

/** Makes a `<details>` menu close on Escape, on a click elsewhere and when focus leaves. Without script it still opens. */
export const dropMenu: Attachment<HTMLDetailsElement> = (menu) => {
  const close = (event: Event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  };
  const onLeave = (event: FocusEvent) => {
    if (event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) menu.open = false;
  };
  document.addEventListener("click", close);
  menu.addEventListener("keydown", onKey);
  menu.addEventListener("focusout", onLeave);
  return () => {
    document.removeEventListener("click", close);
    menu.removeEventListener("keydown", onKey);
    menu.removeEventListener("focusout", onLeave);
  };
};

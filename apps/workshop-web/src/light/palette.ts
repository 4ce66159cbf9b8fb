import { mount } from "svelte";
import LightPalette from "./LightPalette.svelte";

let palette: { show: () => void } | undefined;

/** Opens the command palette over the page; where one may go is read from the shell's links. */
export function showPalette(): void {
  palette?.show();
  palette ??= mount(LightPalette, {
    target: document.body,
    props: { places: linksIn(".shell-nav a"), create: linksIn("#shell-create a") },
  }) as { show: () => void };
}

function linksIn(selector: string): { href: string; label: string }[] {
  return [...document.querySelectorAll<HTMLAnchorElement>(selector)].map((link) => ({
    href: link.pathname,
    label: link.querySelector("span")?.textContent ?? "",
  }));
}

import { isPlainKey } from "./keys.ts";
import type { CreateItem, NavItem } from "./navigation.ts";

type Keys = {
  places: NavItem[];
  create: CreateItem[];
  letterKeys: boolean;
  onfind?: () => void;
  onhelp?: () => void;
};

/** How long after `G` the second letter counts. */
const sequenceMs = 1500;

/** Follows a link of the page, so that the site's router, and nothing else, decides how to go there. */
function follow(href: string | undefined): boolean {
  const link = href ? document.querySelector<HTMLAnchorElement>(`a[href="${CSS.escape(href)}"]`) : null;
  link?.click();
  return link !== null;
}

/** The shell's keys: Ctrl/Cmd K, `/`, `?`, `G` and a place's letter, the letter of an entry of "+ New". */
export function shellKeys(read: () => Keys): (event: KeyboardEvent) => void {
  let goneAt = 0;
  return (event) => {
    const { places, create, letterKeys, onfind, onhelp } = read();
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "k" && onfind) {
      event.preventDefault();
      onfind();
      return;
    }
    if (!letterKeys || !isPlainKey(event)) return;
    const going = event.timeStamp - goneAt < sequenceMs;
    goneAt = key === "g" ? event.timeStamp : 0;
    if (going ? follow(places.find((item) => item.key === key)?.href) : act(key)) event.preventDefault();

    function act(letter: string): boolean {
      if (letter === "/") return focusSlash();
      if (letter !== "?") return follow(create.find((item) => item.key === letter)?.href);
      onhelp?.();
      return onhelp !== undefined;
    }
  };
}

function focusSlash(): boolean {
  const field =
    document.querySelector<HTMLElement>("main [data-slash]") ?? document.querySelector<HTMLElement>("[data-slash]");
  field?.focus();
  return field !== null;
}

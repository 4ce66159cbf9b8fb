import { isPlainKey } from "./keys.ts";

type Keys = {
  letterKeys: boolean;
  onfind?: () => void;
  onhelp?: () => void;
};

/** How long after `G` the second letter counts. */
const sequenceMs = 1500;

/**
 * The shell's keys: Ctrl/Cmd K, `/`, `?`, `G` and a place's letter, the letter of an entry of "+ New". Letters stand on
 * the links themselves (`data-go`, `data-new`), and following clicks the link: the site's router, and nothing else,
 * decides how to go there.
 */
export function shellKeys(read: () => Keys): (event: KeyboardEvent) => void {
  let goneAt = Number.NEGATIVE_INFINITY;
  return (event) => {
    const { letterKeys, onfind, onhelp } = read();
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && key === "k" && onfind) {
      event.preventDefault();
      onfind();
      return;
    }
    if (!letterKeys || !isPlainKey(event)) return;
    const going = event.timeStamp - goneAt < sequenceMs;
    goneAt = key === "g" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    if (going ? follow("data-go", key) : act(key)) event.preventDefault();

    function act(letter: string): boolean {
      if (letter === "/") return focusSlash();
      if (letter !== "?") return follow("data-new", letter);
      onhelp?.();
      return onhelp !== undefined;
    }
  };
}

function follow(attribute: string, letter: string): boolean {
  const link = document.querySelector<HTMLAnchorElement>(`a[${attribute}="${CSS.escape(letter)}"]`);
  link?.click();
  return link !== null;
}

/** Puts the focus where typing filters the page, else where it searches everything. */
export function focusSlash(): boolean {
  const field =
    document.querySelector<HTMLElement>("main [data-slash]") ?? document.querySelector<HTMLElement>("[data-slash]");
  field?.focus();
  return field !== null;
}

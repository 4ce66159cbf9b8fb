import { answeredPage } from "./answered-page.ts";

const pauseMs = 150;
let timer: ReturnType<typeof setTimeout> | undefined;
let running: AbortController | undefined;

/** Forms marked `data-filter` are sent while one types or chooses; without this script their button does it. */
export function liveFilters(): void {
  const listen = (kind: "input" | "change", afterMs: number) =>
    addEventListener(kind, ({ target }) => {
      const form = target instanceof Element ? target.closest<HTMLFormElement>("form[data-filter]") : null;
      if (form === null || target instanceof HTMLSelectElement !== (kind === "change")) return;
      // A day is complete only for whoever types it.
      if (target instanceof HTMLInputElement && target.type === "date") return;
      clearTimeout(timer);
      timer = setTimeout(() => void show(addressOf(form)), afterMs);
    });
  listen("input", pauseMs);
  listen("change", 0);
  addEventListener("submit", (event) => {
    const form = event.target instanceof HTMLFormElement && event.target.matches("[data-filter]") ? event.target : null;
    if (form === null) return;
    event.preventDefault();
    clearTimeout(timer);
    void show(addressOf(form));
  });
}

/** Where the form leads; empty fields stay out of the address. */
function addressOf(form: HTMLFormElement): URL {
  const url = new URL(location.pathname, location.origin);
  for (const [name, value] of new FormData(form)) if (value !== "") url.searchParams.append(name, String(value));
  return url;
}

/** Puts what the address shows in the place of what is shown now. The older request is given up. */
async function show(url: URL): Promise<void> {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  const next = await answeredPage(url, signal);
  if (signal.aborted) return;
  if (next === undefined) return location.assign(url);
  const [shown, main] = [document.querySelector("main"), next.querySelector("main")];
  if (shown === null || main === null) return location.assign(url);
  const typing = placeOf(document.activeElement);
  shown.replaceWith(document.adoptNode(main));
  history.replaceState(history.state, "", url);
  typing?.();
}

/** Remembers where one types; the answer puts the focus back there, with what was typed meanwhile. */
function placeOf(field: Element | null): (() => void) | undefined {
  if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement) || field.name === "") return undefined;
  const { name, value } = field;
  const caret = field instanceof HTMLInputElement ? field.selectionStart : null;
  return () => {
    const same = document.querySelector<HTMLInputElement>(`main [name="${CSS.escape(name)}"]`);
    if (same === null) return;
    same.value = value;
    same.focus();
    if (caret !== null) same.setSelectionRange(caret, caret);
  };
}

// The workings of every search-as-you-type list (pickers, quick line, palette): one request at a time, the older
// aborted; arrows walk, Enter takes, Escape closes. Written here because the stock comboboxes put style attributes
// into markup, which the pages' Content-Security-Policy refuses.

const typingMs = 120;

type Options<Hit> = {
  /** Finds hits; rejects when the search does not answer. */
  search: (text: string, signal: AbortSignal) => Promise<Hit[]>;
  onpick: (hit: Hit) => void;
  /** A hit that chooses itself, such as an exact plate. */
  isExact?: (hit: Hit, text: string) => boolean;
};

export type Combo<Hit> = ReturnType<typeof createCombo<Hit>>;

/** State of one search list; create it while a component initialises. */
export function createCombo<Hit>(read: () => Options<Hit>) {
  let hits = $state.raw<Hit[]>([]);
  let active = $state(-1);
  let phase = $state<"closed" | "searching" | "open" | "failed">("closed");
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request: AbortController | undefined;

  function close() {
    clearTimeout(timer);
    request?.abort();
    phase = "closed";
    active = -1;
  }

  async function ask(text: string) {
    request?.abort();
    const mine = new AbortController();
    request = mine;
    if (phase === "closed" || phase === "failed") phase = "searching";
    try {
      const found = await read().search(text, mine.signal);
      if (mine.signal.aborted) return;
      hits = found;
      active = -1;
      phase = "open";
      const exact = found.filter((hit) => read().isExact?.(hit, text));
      if (exact.length === 1 && exact[0]) pick(exact[0]);
    } catch {
      if (mine.signal.aborted) return;
      hits = [];
      phase = "failed";
    }
  }

  function type(text: string) {
    clearTimeout(timer);
    if (text.trim() === "") {
      hits = [];
      close();
      return;
    }
    timer = setTimeout(() => void ask(text), typingMs);
  }

  function pick(hit: Hit) {
    close();
    hits = [];
    read().onpick(hit);
  }

  /** Handles a key in the field and tells whether it did; `count` counts own entries after the hits. */
  function key(event: KeyboardEvent, count = hits.length): boolean {
    if (event.key === "Escape" && phase !== "closed") {
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && phase !== "closed" && count > 0) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      active = active === -1 && step === -1 ? count - 1 : (active + step + count) % count;
    } else if (event.key === "Enter" && phase !== "closed" && hits[active]) {
      pick(hits[active] as Hit);
    } else {
      return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return {
    get hits() {
      return hits;
    },
    get active() {
      return active;
    },
    set active(index: number) {
      active = index;
    },
    get phase() {
      return phase;
    },
    get shown() {
      return phase !== "closed";
    },
    type,
    ask,
    pick,
    key,
    close,
  };
}

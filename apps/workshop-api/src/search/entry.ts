import { searchFold } from "@mechanicbuddy/contract/identity-keys";
import type { searchKinds } from "@mechanicbuddy/contract/search";

export type SearchKind = (typeof searchKinds)[number];

/** What a thing wants to be found by. Everything is given as people write it; folding happens here. */
export interface NewEntry {
  kind: SearchKind;
  entityId: string;
  /** What a hit shows first: the name, the plate with the car, the number. */
  title: string;
  subtitle?: string | null | undefined;
  /** Plates, VINs, codes and numbers: found whole, with or without separators, before anything else. */
  keys: readonly (string | null | undefined)[];
  /** Names and other words; several in one text are fine. */
  words: readonly (string | null | undefined)[];
  /** Phones and e-mail addresses: found only by people who may see them. Customers only. */
  contacts?: readonly (string | null | undefined)[];
  /** When the thing was last of interest; now unless said. Orders hits that are equally good. */
  recency?: Date;
  /** True when nobody works with the thing now: what is found already stays where it stands among equals. */
  isRebuilt?: boolean;
}

/** A row of `search_entries`. */
export interface StoredEntry {
  kind: SearchKind | "contact";
  title: string;
  subtitle: string | null;
  keys: string[];
  text: string;
}

/** Kinds whose words are names, found by their first one or two letters. Of all others only keys are. */
const named: ReadonlySet<SearchKind> = new Set(["customer", "part"]);
const HEAD_LENGTH = 80;

/** The words of a text, each folded; what folds to nothing is no word. */
export function wordsOf(text: string): string[] {
  return text
    .split(/\s+/)
    .map(searchFold)
    .filter((word) => word !== "");
}

/** The rows an entry is stored as: a customer with contacts has one for everybody and one for those who may see them. */
export function storedEntries(entry: NewEntry): StoredEntry[] {
  const { kind, title, subtitle = null, contacts = [] } = entry;
  const keys = folded(entry.keys);
  const words = entry.words.flatMap((text) => wordsOf(text ?? ""));
  const stored = (kind: StoredEntry["kind"], keys: string[]): StoredEntry => ({
    kind,
    title,
    subtitle,
    keys,
    text: textOf([...words, ...keys]),
  });
  const plain = stored(kind, keys);
  return kind === "customer" ? [plain, stored("contact", [...keys, ...folded(contacts)])] : [plain];
}

/** Beginnings under which one and two characters find the entry, each once. */
export function headsOf({ kind, keys, words }: NewEntry): string[] {
  const names = named.has(kind) ? words.flatMap((text) => wordsOf(text ?? "")) : [];
  return [...new Set([...names, ...folded(keys)].map((head) => head.slice(0, HEAD_LENGTH)))];
}

/** Folded words as the index holds them: ` mari kask`. The space in front lets ` ka` find beginnings of words. */
export function textOf(words: readonly string[]): string {
  return words.map((word) => ` ${word}`).join("");
}

function folded(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.map((text) => searchFold(text ?? "")))].filter((key) => key !== "");
}

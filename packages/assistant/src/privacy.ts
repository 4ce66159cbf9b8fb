/** Puts placeholders for what is private before anything is sent to a model, and the originals back into what it writes. */

export interface Redactor {
  hide(text: string): string;
  /** A value of any shape, with the originals in every text of it. */
  restore<T>(value: T): T;
}

interface Kind {
  name: string;
  pattern: RegExp;
  /** Whether it really is one; all are when it is left out. */
  isOne?: (found: string) => boolean;
  /** What may stay visible. */
  rest?: (found: string) => string;
}

const digitsOf = (text: string) => text.replace(/\D/g, "");

const kinds: readonly Kind[] = [
  { name: "MAIL", pattern: /[\w.+%-]+@[\w-]+(?:\.[\w-]+)+/g },
  {
    name: "VIN",
    pattern: /(?<![A-Za-z0-9])[A-HJ-NPR-Za-hj-npr-z0-9]{17}(?![A-Za-z0-9])/g,
    isOne: (found) => /\d/.test(found) && /[A-Za-z]/.test(found),
    rest: (found) => ` …${found.slice(-6)}`,
  },
  {
    name: "ACCOUNT",
    pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/g,
    isOne: isIban,
  },
  { name: "ACCOUNT", pattern: /\b\d{2}-\d{2}-\d{2}[ ,]+\d{8}\b/g },
  {
    name: "CARD",
    pattern: /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/g,
    isOne: isCard,
  },
  {
    name: "PHONE",
    pattern: /(?<![\w+])\+\d{1,3}(?:[ ./-]?\(?\d{1,4}\)?){2,5}(?!\w)/g,
    isOne: (found) => digitsOf(found).length >= 8,
  },
  {
    name: "PHONE",
    pattern: /(?<![\w.-])\(?0[1-37-9]\d{1,4}\)?(?:[ -]?\d{2,4}){2,3}(?![\w-])/g,
    isOne: (found) => digitsOf(found).length === 11,
  },
  { name: "PHONE", pattern: /(?<![\w.-])(?:1[ .-])?\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}[ .-]\d{4}(?![\w-])/g },
  { name: "PLATE", pattern: /(?<![A-Za-z0-9])[A-Z]{2}\d{2} ?[A-Z]{3}(?![A-Za-z0-9])/g },
  {
    name: "PLATE",
    pattern:
      /(?<=\b(?:reg|registration|plate|number plate|licen[cs]e plate)(?: (?:no|number|is))?[:. ]{1,2})[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4}(?![A-Za-z0-9])/g,
    isOne: (found) => /\d/.test(found) && /[A-Z]/.test(found),
  },
];

/**
 * @param names of customers and employees
 * @param stays words that name the vehicle, such as its maker, and are nobody's name here
 */
export function openRedactor(names: readonly string[] = [], stays: readonly (string | null)[] = []): Redactor {
  const placeholders = new Map<string, string>();
  const originals = new Map<string, string>();
  const counts = new Map<string, number>();
  const nameKinds = nameKindsOf(names, stays);

  function placeholder({ name, rest }: Kind, found: string): string {
    const known = placeholders.get(found);
    if (known !== undefined) return known;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const made = `[${name}-${count}${rest?.(found) ?? ""}]`;
    placeholders.set(found, made);
    originals.set(made, found);
    return made;
  }

  const restored = (text: string) =>
    text.replace(/\[[A-Z]+-\d+(?: …[^\]]{1,8})?\]/g, (found) => originals.get(found) ?? found);

  function restore(value: unknown): unknown {
    if (typeof value === "string") return restored(value);
    if (Array.isArray(value)) return value.map(restore);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, restore(each)]));
  }

  return {
    hide: (text) =>
      [...kinds, ...nameKinds].reduce(
        (hidden, kind) =>
          hidden.replace(kind.pattern, (found) => ((kind.isOne?.(found) ?? true) ? placeholder(kind, found) : found)),
        text,
      ),
    restore: <T>(value: T) => restore(value) as T,
  };
}

function nameKindsOf(names: readonly string[], stays: readonly (string | null)[]): Kind[] {
  const kept = new Set(stays.flatMap((word) => (word === null ? [] : [word.toLowerCase()])));
  const whole = names.map((name) => name.trim()).filter((name) => name.length >= 3);
  const parts = whole.flatMap((name) => name.split(/\s+/)).filter((part) => part.length >= 3);
  const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
  const kindOf = (words: string, flags: string): Kind => ({
    name: "NAME",
    pattern: new RegExp(`(?<![\\p{L}\\p{N}])${escaped(words)}(?![\\p{L}\\p{N}])`, flags),
  });
  return [
    ...[...new Set(whole)].sort((a, b) => b.length - a.length).map((name) => kindOf(name, "giu")),
    ...[...new Set(parts)].filter((part) => !kept.has(part.toLowerCase())).map((part) => kindOf(part, "gu")),
  ];
}

/** ISO 13616: the remainder by 97 is 1. */
function isIban(found: string): boolean {
  const plain = found.replaceAll(" ", "");
  const turned = `${plain.slice(4)}${plain.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return [...turned].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** ISO 7812: every second digit from the right counts twice. */
function isCard(found: string): boolean {
  const digits = [...digitsOf(found)].reverse().map(Number);
  const sum = digits.reduce((total, digit, at) => {
    const counted = at % 2 === 0 ? digit : digit * 2;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}

/** What somebody typed into a form and did not send. */
export type Draft = { at: number; fields: [name: string, value: string][] };

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

const prefix = "draft:";
const lifeMs = 7 * 24 * 60 * 60 * 1000;

/** Drafts belong to a person and an address, so that colleagues at one desk never meet each other's. */
export const draftKey = (person: string, path: string, form: string): string => `${prefix}${person}:${path}:${form}`;

/** Keeps a draft; an empty one is forgotten. A full or closed store loses the draft, never the form. */
export function keepDraft(store: Store, key: string, draft: Draft): void {
  try {
    if (draft.fields.every(([, value]) => value === "")) store.removeItem(key);
    else store.setItem(key, JSON.stringify(draft));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** The draft under a key if it is younger than seven days. */
export function findDraft(store: Store, key: string, now: number): Draft | undefined {
  const text = store.getItem(key);
  if (!text) return undefined;
  const draft = readDraft(text);
  if (draft && now - draft.at < lifeMs) return draft;
  store.removeItem(key);
  return undefined;
}

function readDraft(text: string): Draft | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || !("at" in value) || !("fields" in value)) return undefined;
    const { at, fields } = value;
    if (typeof at !== "number" || !Array.isArray(fields)) return undefined;
    const pairs = fields.filter((pair): pair is [string, string] => Array.isArray(pair) && pair.length === 2);
    return { at, fields: pairs };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Forgets every draft on this device; call it on sign-out. */
export function wipeDrafts(store: Store): void {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index));
  for (const key of keys) if (key?.startsWith(prefix)) store.removeItem(key);
}

/** What a form holds that may be kept: never passwords, files, hidden values or fields marked `data-private`. */
export function readForm(form: HTMLFormElement): Draft["fields"] {
  return keepable(form).flatMap((control): Draft["fields"] => {
    if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type)) {
      return control.checked ? [[control.name, control.value]] : [];
    }
    return [[control.name, control.value]];
  });
}

/** Writes a draft back, telling every control so that the page's own state follows. */
export function fillForm(form: HTMLFormElement, fields: Draft["fields"]): void {
  const waiting = [...fields];
  for (const control of keepable(form)) {
    const at = waiting.findIndex(([name, value]) => name === control.name && fitsChoice(control, value));
    if (control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type)) {
      control.checked = at >= 0;
      if (at >= 0) waiting.splice(at, 1);
    } else {
      const [found] = at >= 0 ? waiting.splice(at, 1) : [];
      if (!found) continue;
      control.value = found[1];
    }
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

function fitsChoice(control: Control, value: string): boolean {
  const isChoice = control instanceof HTMLInputElement && ["checkbox", "radio"].includes(control.type);
  return !isChoice || control.value === value;
}

function keepable(form: HTMLFormElement): Control[] {
  return [...form.elements].filter(
    (control): control is Control =>
      (control instanceof HTMLInputElement ||
        control instanceof HTMLSelectElement ||
        control instanceof HTMLTextAreaElement) &&
      control.name !== "" &&
      !["password", "file", "hidden", "submit"].includes(control.type) &&
      !control.closest("[data-private]"),
  );
}

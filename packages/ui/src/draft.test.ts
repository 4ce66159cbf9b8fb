import { expect, test } from "vitest";
import { draftKey, findDraft, keepDraft, wipeDrafts } from "./draft.ts";

function emptyStore(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
  };
}

const day = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 2, 17, 10, 42);
const key = draftKey("liis", "/app/work/new", "order");
const typed = { at: now, fields: [["concern", "buzzes at 90"] as [string, string]] };

test("what was typed is there again six days later, and gone after seven", () => {
  const store = emptyStore();
  keepDraft(store, key, typed);
  expect(findDraft(store, key, now + 6 * day)).toEqual(typed);
  expect(findDraft(store, key, now + 7 * day)).toBeUndefined();
  expect(store.length).toBe(0);
});

test("a form emptied by hand leaves no draft", () => {
  const store = emptyStore();
  keepDraft(store, key, typed);
  keepDraft(store, key, { at: now, fields: [["concern", ""]] });
  expect(findDraft(store, key, now)).toBeUndefined();
});

test("a colleague at the same desk does not get it", () => {
  const store = emptyStore();
  keepDraft(store, key, typed);
  expect(findDraft(store, draftKey("mart", "/app/work/new", "order"), now)).toBeUndefined();
});

test("signing out forgets all drafts and nothing else", () => {
  const store = emptyStore();
  keepDraft(store, key, typed);
  store.setItem("theme", "night");
  wipeDrafts(store);
  expect([...Array(store.length).keys()].map((index) => store.key(index))).toEqual(["theme"]);
});

test("a broken draft is ignored", () => {
  const store = emptyStore();
  store.setItem(key, "{not json");
  expect(findDraft(store, key, now)).toBeUndefined();
});

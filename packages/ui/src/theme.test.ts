import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ground } from "./brand.ts";
import { contrast, type Oklch, parseOklch } from "./contrast.ts";

const css = readFileSync(new URL("./theme.css", import.meta.url), "utf8");

function readTheme(name: string): Map<string, Oklch> {
  const block = new RegExp(`@plugin "daisyui/theme" \\{\\s*name: "${name}";([^}]*)\\}`).exec(css)?.[1] ?? "";
  const tokens = new Map<string, Oklch>();
  for (const [, key, value] of block.matchAll(/--([\w-]+):\s*(oklch\([^)]*\));/g)) {
    const colour = parseOklch(value ?? "");
    if (key && colour) tokens.set(key, colour);
  }
  return tokens;
}

const bases = ["color-base-100", "color-base-200", "color-base-300"];
const tones = ["quiet", "sent", "busy", "wait", "good", "bad"];

/** Token, what it lies on, and the least contrast of docs/interface §2. */
const pairs: [string, string, number][] = [
  ...bases.flatMap((base): [string, string, number][] => [
    ["color-base-content", base, 11.7],
    ["ink-2", base, 5.69],
    ["edge", base, 3.4],
  ]),
  ["color-primary-content", "color-primary", 6.7],
  ["color-secondary-content", "color-secondary", 9.3],
  ["color-accent-content", "color-accent", 5.6],
  ["color-neutral-content", "color-neutral", 13],
  ["color-info-content", "color-info", 5.8],
  ["color-success-content", "color-success", 5.8],
  ["color-error-content", "color-error", 5.8],
  ["color-warning-content", "color-warning", 8.2],
  ["nav-active-content", "nav-active", 7],
  ["site-header-content", "site-header", 4.5],
  ["site-footer-content", "site-footer", 4.5],
  ...["primary", "accent", "error"].flatMap((name): [string, string, number][] => [
    [`color-${name}`, "color-base-100", 4.5],
    [`color-${name}`, "color-base-200", 4.5],
    [`color-${name}`, "color-base-300", 4.5],
  ]),
  ...tones.flatMap((tone): [string, string, number][] => [
    [`tone-${tone}-ink`, `tone-${tone}-bg`, 8.5],
    ...bases.map((base): [string, string, number] => [`tone-${tone}-edge`, base, 3]),
  ]),
  ...[1, 2, 3, 4, 5, 6].map((n): [string, string, number] => [`series-${n}`, "color-base-100", 5.1]),
];

describe.each(["day", "night"])("the %s theme", (name) => {
  const theme = readTheme(name);

  test("holds every token a component may ask for", () => {
    expect([...theme.keys()].sort()).toEqual([...readTheme(name === "day" ? "night" : "day").keys()].sort());
    expect(theme.size).toBeGreaterThan(50);
  });

  test.each(pairs)("can be read: %s on %s reaches %d : 1", (ink, ground, least) => {
    const one = theme.get(ink);
    const other = theme.get(ground);
    if (!one || !other) throw new Error(`${ink} or ${ground} is not in theme.css`);
    expect(contrast(one, other)).toBeGreaterThanOrEqual(least);
  });
});

test.each(["day", "night"] as const)("brands are measured against the %s theme as it is", (mode) => {
  const theme = readTheme(mode);
  const named = (names: string[]) => names.map((name) => theme.get(name));
  expect(ground[mode].bases).toEqual(named(bases));
  expect(ground[mode].text).toEqual(
    named(["color-base-content", "ink-2", "color-primary", "color-accent", "color-error"]),
  );
  const edges = ["edge", ...["sent", "busy", "wait", "good", "bad", "quiet"].map((tone) => `tone-${tone}-edge`)];
  expect(ground[mode].edges).toEqual(named(edges));
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BrandColours, brandCss, brandTheme, ground } from "./brand.ts";
import { contrast, type Oklch, parseHex } from "./contrast.ts";

const hex = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, "0")}`);
const fields = [
  "sidebar",
  "sidebarText",
  "active",
  "activeText",
  "accent",
  "content",
  "primary",
  "secondary",
  "landingAccent",
  "header",
  "footer",
] as const;
const brand: fc.Arbitrary<BrandColours> = fc.record(
  Object.fromEntries(fields.map((field) => [field, hex])) as Record<(typeof fields)[number], fc.Arbitrary<string>>,
);

function token(tokens: Record<string, Oklch>, name: string): Oklch {
  const colour = tokens[name];
  if (!colour) throw new Error(`${name} is missing`);
  return colour;
}

describe.each(["office", "public"] as const)("a workshop's colours on %s pages", (surface) => {
  test("text reaches 4.5 : 1 and edges 3 : 1 with any thousand brands, by day and by night", () => {
    const surfaces =
      surface === "office"
        ? ["color-neutral", "nav-active", "color-primary"]
        : ["color-primary", "color-secondary", "color-accent", "site-header", "site-footer"];
    fc.assert(
      fc.property(brand, (colours) => {
        const theme = brandTheme(colours, surface);
        for (const mode of ["day", "night"] as const) {
          const tokens = theme[mode];
          const page = surface === "office" ? [token(tokens, "color-base-200")] : [];
          for (const name of surfaces) {
            expect(contrast(token(tokens, name), token(tokens, `${name}-content`))).toBeGreaterThanOrEqual(4.5);
            if (!name.startsWith("color-") || name === "color-neutral") continue;
            for (const base of [...ground[mode].bases, ...page]) {
              expect(contrast(token(tokens, name), base)).toBeGreaterThanOrEqual(4.5);
            }
          }
          for (const base of page) {
            for (const ink of ground[mode].text) expect(contrast(ink, base)).toBeGreaterThanOrEqual(4.5);
            for (const edge of ground[mode].edges) expect(contrast(edge, base)).toBeGreaterThanOrEqual(3);
          }
        }
      }),
      { numRuns: 1000 },
    );
  }, 60_000);

  test("the hue stays and no colour shouts", () => {
    fc.assert(
      fc.property(brand, (colours) => {
        const tokens = brandTheme(colours, surface).day;
        const name = surface === "office" ? "accent" : "primary";
        const wished = parseHex(colours[name] ?? "");
        const made = token(tokens, "color-primary");
        expect(made.c).toBeLessThanOrEqual(0.16);
        expect(made.h).toBeCloseTo(wished?.h ?? -1, 0);
      }),
    );
  });
});

test("a yellow that cannot be read on white is darkened, and the editor is told", () => {
  const { changes, day } = brandTheme({ primary: "#f5d400" }, "public");
  expect(changes).toEqual([{ field: "primary", from: "#f5d400", to: expect.stringMatching(/^#[0-9a-f]{6}$/) }]);
  expect(contrast(token(day, "color-primary"), ground.day.bases[0] as Oklch)).toBeGreaterThanOrEqual(4.5);
});

test("colours that read well already are left alone", () => {
  expect(brandTheme({ sidebar: "#1f2933", sidebarText: "#f5f7fa" }, "office").changes).toEqual([]);
});

test("the style sheet has a day, a night chosen by the system and a night chosen by the person", () => {
  const css = brandCss(brandTheme({ accent: "#0a5c7a" }, "office"));
  expect(css.match(/--color-primary:oklch\(/g)).toHaveLength(3);
  expect(css).not.toMatch(/[<>@]import|url\(/);
  expect(brandCss(brandTheme({}, "office"))).toBe("");
});

test("a colour written in any other way is refused by name", () => {
  expect(() => brandTheme({ accent: "red;}body{display:none" }, "office")).toThrow(/^accent is .*#rrggbb/);
});

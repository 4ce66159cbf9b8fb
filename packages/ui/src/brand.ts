// A workshop's own colours, made readable. Hue stays, chroma is capped, lightness moves by 1 % until text has 4.5 : 1
// and edges 3 : 1 against everything they meet. Ink, tones, focus and errors are never branded.
import { contrast, formatOklch, type Oklch, parseHex, parseOklch, toGamut, toHex } from "./contrast.ts";

/** Colours a workshop may set, each `#rrggbb`; what is missing stays as the theme has it. */
export type BrandColours = {
  sidebar?: string;
  sidebarText?: string;
  active?: string;
  activeText?: string;
  accent?: string;
  content?: string;
  primary?: string;
  secondary?: string;
  landingAccent?: string;
  header?: string;
  footer?: string;
};

/** Staff pages and public pages draw on different colours of the brand. */
export type BrandSurface = "office" | "public";

/** A colour that had to move; the editor shows it. */
export type BrandChange = { field: keyof BrandColours; from: string; to: string };

export type BrandTheme = {
  day: Record<string, Oklch>;
  night: Record<string, Oklch>;
  changes: BrandChange[];
};

type Mode = "day" | "night";
const maxChroma = 0.16;
const at = (l: number, c: number, h: number): Oklch => ({ l: l / 100, c, h });

/** Theme colours that brand colours meet; theme.test.ts holds them equal to theme.css. */
export const ground = {
  day: {
    bases: [at(100, 0, 0), at(97.2, 0.004, 230), at(92.5, 0.007, 230)],
    text: [at(24, 0.022, 240), at(46, 0.022, 240), at(46, 0.095, 228), at(52, 0.15, 40), at(51, 0.19, 27)],
    edges: [at(58, 0.02, 235), ...[300, 218, 78, 152, 27].map((h) => at(60, 0.11, h)), at(60, 0.02, 240)],
  },
  night: {
    bases: [at(21, 0.018, 240), at(17.5, 0.016, 240), at(29, 0.02, 240)],
    text: [at(94, 0.008, 230), at(76, 0.018, 235), at(79, 0.105, 218), at(77, 0.13, 50), at(74, 0.14, 25)],
    edges: [at(60, 0.025, 235), ...[300, 218, 78, 152, 27].map((h) => at(66, 0.11, h)), at(66, 0.02, 240)],
  },
} satisfies Record<Mode, Record<string, Oklch[]>>;

/** What the style sheet will say, so that rounding cannot cost the last hundredth of contrast. */
const asWritten = (colour: Oklch): Oklch => parseOklch(formatOklch(colour)) ?? colour;

/** The nearest lightness, in whole steps of 1 % to either side, at which `fits` holds. */
function nearest(start: Oklch, fits: (colour: Oklch) => boolean): Oklch {
  const capped = { ...start, c: Math.min(start.c, maxChroma) };
  for (let step = 0; step <= 100; step += 1) {
    for (const l of [capped.l + step / 100, capped.l - step / 100]) {
      if (l < 0 || l > 1) continue;
      const colour = asWritten(toGamut({ ...capped, l }));
      if (fits(colour)) return colour;
    }
  }
  // Black or white reaches 4.58 : 1 on any colour, so this is only met when several grounds contradict each other.
  return { l: start.l > 0.5 ? 1 : 0, c: 0, h: start.h };
}

const reads = (ink: Oklch, grounds: Oklch[], least = 4.5) => grounds.every((one) => contrast(ink, one) >= least);

/** Ink for a filled surface: the wished one as near as it can be read. */
const inkOn = (surface: Oklch, wish: Oklch) => nearest(wish, (ink) => reads(ink, [surface]));

/** Text of the surface's own hue, near white or near black, whichever the surface carries. */
function plainInkOn(surface: Oklch): Oklch {
  const light = at(99, 0.005, surface.h);
  return inkOn(surface, reads(light, [surface]) ? light : at(20, 0.03, surface.h));
}

/** By night a large surface is dark, whatever it is by day; a small one is light enough to stand out. */
const darkened = (colour: Oklch): Oklch => ({ l: Math.min(colour.l, 0.22), c: Math.min(colour.c, 0.05), h: colour.h });
const lightened = (colour: Oklch): Oklch => ({ l: Math.max(colour.l, 0.78), c: Math.min(colour.c, 0.12), h: colour.h });

/**
 * Readable tokens of a brand, by day and by night, and what had to change.
 * @throws RangeError naming the field that is not `#rrggbb`
 */
export function brandTheme(colours: BrandColours, surface: BrandSurface): BrandTheme {
  const theme: BrandTheme = { day: {}, night: {}, changes: [] };

  const read = (field: keyof BrandColours): Oklch | undefined => {
    const text = colours[field];
    if (text === undefined) return undefined;
    const colour = parseHex(text);
    if (!colour) throw new RangeError(`${field} is "${text}"; give a colour as #rrggbb`);
    return colour;
  };
  const set = (token: string, day: Oklch, night: Oklch, field?: keyof BrandColours) => {
    theme.day[token] = day;
    theme.night[token] = night;
    const from = field && colours[field]?.toLowerCase();
    if (field && from && from !== toHex(day)) theme.changes.push({ field, from, to: toHex(day) });
  };

  /** A filled area with text on it: sidebar, active place, header, footer. */
  const area = (token: string, field: keyof BrandColours, textField?: keyof BrandColours) => {
    const wished = read(field);
    if (!wished) return;
    const day = nearest(wished, () => true);
    const night = nearest(darkened(wished), () => true);
    const text = textField && read(textField);
    set(token, day, night, field);
    set(
      `${token}-content`,
      text ? inkOn(day, text) : plainInkOn(day),
      text ? inkOn(night, lightened(text)) : plainInkOn(night),
      textField,
    );
  };

  /** A button's filling that is also the colour of links, so it must read on every base and carry text. */
  const button = (token: string, field: keyof BrandColours) => {
    const wished = read(field);
    if (!wished) return;
    const day = nearest(wished, (colour) => reads(colour, ground.day.bases));
    const night = nearest(lightened(wished), (colour) => reads(colour, ground.night.bases));
    set(token, day, night, field);
    set(`${token}-content`, plainInkOn(day), plainInkOn(night));
  };

  /** The page behind the cards; everything unbranded, and the branded links, must stay readable on it. */
  const page = (links: string[]) => {
    const wished = read("content");
    if (!wished) return;
    const fits = (mode: Mode) => (colour: Oklch) =>
      [...ground[mode].text, ...links.flatMap((token) => theme[mode][token] ?? [])].every((ink) =>
        reads(ink, [colour]),
      ) && ground[mode].edges.every((edge) => reads(edge, [colour], 3));
    const night: Oklch = { l: 0.175, c: Math.min(wished.c, 0.03), h: wished.h };
    set("color-base-200", nearest(wished, fits("day")), nearest(night, fits("night")), "content");
  };

  if (surface === "office") {
    area("color-neutral", "sidebar", "sidebarText");
    area("nav-active", "active", "activeText");
    button("color-primary", "accent");
    page(["color-primary"]);
  } else {
    button("color-primary", "primary");
    button("color-secondary", "secondary");
    button("color-accent", "landingAccent");
    area("site-header", "header");
    area("site-footer", "footer");
  }
  return theme;
}

const block = (tokens: Record<string, Oklch>) =>
  Object.entries(tokens)
    .map(([token, colour]) => `--${token}:${formatOklch(colour)}`)
    .join(";");

/** Style sheet text of a brand, to be served under its hash after theme.css; empty when nothing is branded. */
export function brandCss({ day, night }: Pick<BrandTheme, "day" | "night">): string {
  if (Object.keys(day).length === 0) return "";
  return [
    `:root,[data-theme="day"]{${block(day)}}`,
    `@media (prefers-color-scheme:dark){:root:not([data-theme]){${block(night)}}}`,
    `[data-theme="night"]{${block(night)}}`,
    "",
  ].join("\n");
}

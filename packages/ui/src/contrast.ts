// Colour arithmetic after Björn Ottosson's OKLab (https://bottosson.github.io/posts/oklab/) and
// WCAG 2.2 relative luminance. Pure, so that one module proves the theme and derives a workshop's brand.

/** Lightness 0–1, chroma ≥ 0, hue in degrees. */
export type Oklch = { l: number; c: number; h: number };

/** Red, green, blue, each 0–1, gamma encoded. */
export type Rgb = { r: number; g: number; b: number };

const clamp = (value: number) => Math.min(1, Math.max(0, value));
const encode = (v: number) => (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055);
const decode = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

/** Linear sRGB; a channel beyond 0–1 means that no screen can show the colour. */
function toLinear({ l, c, h }: Oklch): [number, number, number] {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const x = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const y = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const z = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * x - 3.3077115913 * y + 0.2309699292 * z,
    -1.2684380046 * x + 2.6097574011 * y - 0.3413193965 * z,
    -0.0041960863 * x - 0.7034186147 * y + 1.707614701 * z,
  ];
}

/** OKLCH to sRGB. Colours outside sRGB are clipped per channel, as browsers do. */
export function toRgb(colour: Oklch): Rgb {
  const [r, g, b] = toLinear(colour);
  return { r: clamp(encode(r)), g: clamp(encode(g)), b: clamp(encode(b)) };
}

/** The same lightness and hue with as much of the chroma as sRGB can show. */
export function toGamut(colour: Oklch): Oklch {
  const shown = (c: number) => toLinear({ ...colour, c }).every((v) => v > -0.0005 && v < 1.0005);
  if (shown(colour.c)) return colour;
  let low = 0;
  let high = colour.c;
  while (high - low > 0.0005) {
    const middle = (low + high) / 2;
    if (shown(middle)) low = middle;
    else high = middle;
  }
  return { ...colour, c: low };
}

/** sRGB to OKLCH. Greys get hue 0. */
export function toOklch(rgb: Rgb): Oklch {
  const r = decode(rgb.r);
  const g = decode(rgb.g);
  const b = decode(rgb.b);
  const x = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const y = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const z = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const l = 0.2104542553 * x + 0.793617785 * y - 0.0040720468 * z;
  const u = 1.9779984951 * x - 2.428592205 * y + 0.4505937099 * z;
  const v = 0.0259040371 * x + 0.7827717662 * y - 0.808675766 * z;
  const c = Math.hypot(u, v);
  const h = c < 0.0005 ? 0 : ((Math.atan2(v, u) * 180) / Math.PI + 360) % 360;
  return { l, c: c < 0.0005 ? 0 : c, h };
}

/** `#rrggbb` to OKLCH, or undefined if it is written any other way. */
export function parseHex(hex: string): Oklch | undefined {
  if (!/^#[0-9a-f]{6}$/i.test(hex)) return undefined;
  const part = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16) / 255;
  return toOklch({ r: part(1), g: part(3), b: part(5) });
}

/** OKLCH to `#rrggbb`. */
export function toHex(colour: Oklch): string {
  const { r, g, b } = toRgb(colour);
  const part = (v: number) =>
    Math.round(v * 255)
      .toString(16)
      .padStart(2, "0");
  return `#${part(r)}${part(g)}${part(b)}`;
}

/** CSS `oklch(46% .095 228)` to numbers, or undefined if it is not written so. */
export function parseOklch(css: string): Oklch | undefined {
  const match = /^oklch\(\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)\s*\)$/.exec(css.trim());
  return match ? { l: Number(match[1]) / 100, c: Number(match[2]), h: Number(match[3]) } : undefined;
}

/** Numbers to CSS `oklch(46% 0.095 228)`. */
export function formatOklch({ l, c, h }: Oklch): string {
  return `oklch(${Number((l * 100).toFixed(2))}% ${Number(c.toFixed(4))} ${Number(h.toFixed(1))})`;
}

/** WCAG relative luminance, 0 (black) to 1 (white), of the 8-bit colour a screen is given. */
export function luminance(colour: Oklch): number {
  const rgb = toRgb(colour);
  const part = (v: number) => decode(Math.round(v * 255) / 255);
  return 0.2126 * part(rgb.r) + 0.7152 * part(rgb.g) + 0.0722 * part(rgb.b);
}

/** WCAG contrast ratio, 1 to 21. Text needs 4.5, edges and icons 3. */
export function contrast(one: Oklch, other: Oklch): number {
  const a = luminance(one);
  const b = luminance(other);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Finds every quantity in a text, so that a number is shown only where a source holds the same one. */

export interface Quantity {
  /** The words as they stand in the text: "108 lb-ft". */
  text: string;
  /** Where the words begin. */
  index: number;
  /** What is measured; two quantities compare only within one dimension. */
  dimension: string;
  /** The unit everything of this dimension is converted to; empty for grades. */
  baseUnit: string;
  /** In `baseUnit`; lowest and highest are equal unless the text names a range. Null for grades. */
  range: [low: number, high: number] | null;
  /** One of the unit written, in `baseUnit`; 1 where there is none. */
  factor: number;
  /** Half of the last digit shown, in `baseUnit`: how far rounding may have moved the value. */
  rounding: number;
}

interface Unit {
  dimension: string;
  base: string;
  /** Value in base = value × factor + offset. */
  factor: number;
  offset?: number;
}

const units: Record<string, Unit> = {};
const define = (dimension: string, base: string, factor: number, spellings: string, offset = 0) => {
  for (const spelling of spellings.split("|")) units[spelling] = { dimension, base, factor, offset };
};
define("torque", "Nm", 1, "Nm|N·m|N m|newton metres|newton-metres|newton meters|newton-meters|newtonmetres");
define("torque", "Nm", 1.3558179483, "lb-ft|lb ft|lbf ft|lbf·ft|lbft|ft-lb|ft lb|ft-lbs|ft lbs");
define("torque", "Nm", 1.3558179483, "foot-pounds|foot pounds|pound-feet|pound feet");
define("torque", "Nm", 0.112984829, "lb-in|lb in|in-lb|in lb|in-lbs|in lbs");
define("volume", "l", 1, "l|L|litre|litres|liter|liters");
define("volume", "l", 0.001, "ml|mL|cc|cm³");
define("volume", "l", 0.946352946, "US qt|qt|quart|quarts");
define("volume", "l", 0.56826125, "pint|pints");
define("volume", "l", 4.54609, "gal|gallon|gallons");
define("pressure", "bar", 1, "bar");
define("pressure", "bar", 0.0689475729, "psi|PSI");
define("pressure", "bar", 0.01, "kPa");
define("pressure", "bar", 10, "MPa");
define("pressure", "bar", 0.001, "mbar");
define("length", "mm", 1, "mm|millimetres|millimeters");
define("length", "mm", 10, "cm");
define("length", "mm", 25.4, "inch|inches");
define("voltage", "V", 1, "V|volt|volts");
define("voltage", "V", 0.001, "mV");
define("voltage", "V", 1000, "kV");
define("current", "A", 1, "A|amp|amps");
define("current", "A", 0.001, "mA");
define("resistance", "Ω", 1, "Ω|ohm|ohms|Ohm");
define("resistance", "Ω", 1000, "kΩ");
define("resistance", "Ω", 1_000_000, "MΩ");
define("resistance", "Ω", 0.001, "mΩ");
define("temperature", "°C", 1, "°C|degrees C|deg C");
define("temperature", "°C", 5 / 9, "°F|degrees F|deg F", (-32 * 5) / 9);
define("angle", "°", 1, "°|degrees|deg");
define("distance", "km", 1, "km|kilometres|kilometers");
define("distance", "km", 1.609344, "miles|mile|mi");
define("duration", "months", 1, "months|month");
define("duration", "months", 12, "years|year");
define("speed", "rpm", 1, "rpm|RPM|1/min");
define("share", "%", 1, "%|percent|per cent");
define("mass", "g", 1, "g|grams|gram|grammes");
define("mass", "g", 1000, "kg|kilograms|kilos");
define("mass", "g", 453.59237, "lb|lbs");
define("mass", "g", 28.349523, "oz|ounces");
define("power", "W", 1, "W|watt|watts");
define("power", "W", 1000, "kW");
define("power", "W", 735.49875, "PS");
define("power", "W", 745.699872, "hp|bhp");
define("frequency", "Hz", 1, "Hz");
define("frequency", "Hz", 1000, "kHz");
define("time", "s", 1, "s|seconds|second");
define("time", "s", 0.001, "ms");
define("time", "s", 60, "min|minutes|minute");
define("time", "s", 3600, "h|hours|hour|hrs");
define("time", "s", 86_400, "days|day");
define("time", "s", 604_800, "weeks|week");
define("pace", "km/h", 1, "km/h|kph");
define("pace", "km/h", 1.609344, "mph");
define("money", "£", 1, "£|GBP|pounds|quid");
define("money", "$", 1, "$|USD|dollars|bucks");
define("money", "€", 1, "€|EUR|euros|euro");

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const spellings = Object.keys(units)
  .sort((a, b) => b.length - a.length)
  .map(escaped)
  .join("|");
const number = String.raw`\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?`;
const measured = new RegExp(
  String.raw`(?<![\w.,])([-−+]?)(${number})(?:\s*(?:-|–|to|…)\s*(${number}))?[\s\u00a0-]*(${spellings})(?![\p{L}\p{N}])`,
  "gu",
);
const money = new RegExp(String.raw`([£€$])\s?(${number})(?![\p{L}\p{N}])`, "gu");
/** "5W" of "5W-30" is a grade and no power. */
const gradeFollows = /^-?\d/;
const grade = /(?<![\w.])\d{1,2}W-?\d{2}(?!\w)/gi;

/** Every quantity of a text in the order of the words. Bare numbers without a unit are none. */
export function findQuantities(text: string): Quantity[] {
  const found: Quantity[] = [];
  for (const match of text.matchAll(measured)) {
    const [words, sign, first = "", second, spelling = ""] = match;
    const unit = units[spelling];
    if (!unit || (spelling === "W" && gradeFollows.test(text.slice(match.index + words.length)))) continue;
    const from = read(first) * (sign === "-" || sign === "−" ? -1 : 1);
    const to = second === undefined ? from : read(second);
    const base = (value: number) => value * unit.factor + (unit.offset ?? 0);
    const range: [number, number] = [base(Math.min(from, to)), base(Math.max(from, to))];
    const rounding = (unit.factor * 10 ** -Math.min(places(first), places(second ?? first))) / 2;
    found.push({
      text: words,
      index: match.index,
      dimension: unit.dimension,
      baseUnit: unit.base,
      range,
      factor: unit.factor,
      rounding,
    });
  }
  for (const match of text.matchAll(money)) {
    const [words, currency = "", amount = ""] = match;
    const value = read(amount);
    found.push({
      text: words,
      index: match.index,
      dimension: "money",
      baseUnit: currency,
      range: [value, value],
      factor: 1,
      rounding: 0,
    });
  }
  for (const match of text.matchAll(grade)) {
    found.push({
      text: match[0],
      index: match.index,
      dimension: "grade",
      baseUnit: "",
      range: null,
      factor: 1,
      rounding: 0,
    });
  }
  return found.sort((a, b) => a.index - b.index);
}

/**
 * Whether `source` says what `shown` shows. In the same unit only the same number does; after conversion the shown
 * digits may be rounded ("146 Nm" for "108 lb-ft"), by one part in forty at most. Currencies are never converted.
 */
export function supports(source: Quantity, shown: Quantity): boolean {
  if (source.dimension !== shown.dimension || source.baseUnit !== shown.baseUnit) return false;
  if (source.range === null || shown.range === null) return plainGrade(source) === plainGrade(shown);
  const near = (told: number, written: number) => {
    const exact = 1e-9 * Math.max(1, Math.abs(told));
    const rounded = source.factor === shown.factor ? 0 : Math.min(shown.rounding, Math.abs(told) / 40);
    return Math.abs(told - written) <= Math.max(exact, rounded * (1 + 1e-9));
  };
  return near(source.range[0], shown.range[0]) && near(source.range[1], shown.range[1]);
}

const plainGrade = (quantity: Quantity) => quantity.text.toUpperCase().replace("-", "");

/** A comma before exactly three digits parts thousands ("10,000"), any other is a decimal comma ("1,5"). */
function plain(typed: string): string {
  const grouped = typed.replace(/[\u00a0\u202f ]/g, "");
  return /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/.test(grouped) ? grouped.replaceAll(",", "") : grouped.replace(",", ".");
}

const read = (typed: string) => Number(plain(typed));
const places = (typed: string) => plain(typed).split(".")[1]?.length ?? 0;

import { between, type Calculator, given, rounded } from "./calculator.ts";

/** Each unit's worth in the first of its line; exact by definition, but for the last digit of psi. */
const linear: Record<string, number>[] = [
  { Nm: 1, "lb-ft": 1.3558179483, "lb-in": 0.112984829, kgf·m: 9.80665 },
  { bar: 1, kPa: 0.01, MPa: 10, psi: 0.0689475729, inHg: 0.0338638816 },
  { l: 1, ml: 0.001, "US qt": 0.946352946, "US gal": 3.785411784, "UK pt": 0.56826125, "UK gal": 4.54609 },
  { mm: 1, inch: 25.4, thou: 0.0254 },
  { km: 1, miles: 1.609344 },
  { kW: 1, PS: 0.73549875, hp: 0.745699872 },
  { kg: 1, lb: 0.45359237, g: 0.001, oz: 0.028349523 },
];
const temperatures = ["°C", "°F", "K"];
const consumptions = ["l/100 km", "mpg (UK)", "mpg (US)"];
const groups = [...linear.map((group) => Object.keys(group)), temperatures, consumptions];

/** The units a unit can be turned into. */
export const conversions = (from: string) =>
  groups.find((group) => group.includes(from))?.filter((unit) => unit !== from) ?? [];

/** Every unit the calculator knows. */
export const unitNames: readonly string[] = groups.flat();

const unit = { choices: unitNames };

export const unitConversion: Calculator = {
  title: "Unit conversion",
  fields: { value: { unit: "", min: -1_000_000, max: 1_000_000 }, from: unit, to: unit },
  formula: "value × worth of its unit ÷ worth of the other; °F = °C × 1.8 + 32; mpg = distance per gallon turned over",
  compute(one, _, { from = "", to = "" }) {
    return [{ name: to, value: rounded(converted(given(one, "value"), from, to), 3), unit: to }];
  },
};

function converted(value: number, from: string, to: string): number {
  if (temperatures.includes(from)) {
    const celsius = from === "°C" ? value : from === "K" ? value - 273.15 : (value - 32) / 1.8;
    return to === "°C" ? celsius : to === "K" ? celsius + 273.15 : celsius * 1.8 + 32;
  }
  if (consumptions.includes(from)) {
    if (value <= 0) return 0;
    const metric = from === "l/100 km" ? value : perGallon(from) / value;
    return to === "l/100 km" ? metric : perGallon(to) / metric;
  }
  const group = linear.find((each) => from in each) ?? {};
  return (value * given(group, from)) / given(group, to);
}

/** Litres per 100 km times miles per gallon. */
const perGallon = (unit: string) => ((unit === "mpg (UK)" ? 4.54609 : 3.785411784) / 1.609344) * 100;

/** Saturation pressure in bar absolute by °C, rounded, after the NIST reference data of both refrigerants. */
const saturation: Record<string, [celsius: number, bar: number][]> = {
  R134a: [
    [-10, 2.01],
    [0, 2.93],
    [10, 4.15],
    [20, 5.72],
    [30, 7.7],
    [40, 10.17],
    [50, 13.18],
    [60, 16.82],
  ],
  R1234yf: [
    [-10, 2.22],
    [0, 3.16],
    [10, 4.38],
    [20, 5.92],
    [30, 7.84],
    [40, 10.18],
    [50, 13.02],
    [60, 16.42],
  ],
};
const weather = 1.013;
const spread = 2;

export const refrigerantBand: Calculator = {
  title: "A/C pressure-temperature band",
  fields: { refrigerant: { choices: Object.keys(saturation) }, temperature: { unit: "°C", min: -8, max: 58 } },
  formula:
    "at rest, with liquid left in the circuit, gauge pressure = saturation pressure at its temperature − 1.013 bar; the band is that of ± 2 °C. It says nothing of the amount, nor of the pressures while running",
  compute(one, _, { refrigerant = "" }) {
    const temperature = given(one, "temperature");
    const gauge = (celsius: number) => rounded(between(saturation[refrigerant] ?? [], celsius) - weather, 1);
    return [
      { name: "lowest at rest", value: gauge(temperature - spread), unit: "bar" },
      { name: "highest at rest", value: gauge(temperature + spread), unit: "bar" },
    ];
  },
};

const money = { unit: "in your currency", min: 0, max: 1_000_000 };

export const workTotal: Calculator = {
  title: "Labour and VAT total",
  fields: {
    hours: { unit: "h", min: 0, max: 1000 },
    rate: { ...money, unit: "per hour, without VAT", max: 10_000 },
    parts: { ...money, unit: "without VAT" },
    vat: { unit: "%", min: 0, max: 50 },
  },
  formula:
    "labour = hours × rate; VAT = (labour + parts) × VAT ÷ 100; total = labour + parts + VAT, each to whole cents",
  compute(one) {
    const cents = (amount: number) => Math.round((amount + Number.EPSILON) * 100);
    const labour = cents(given(one, "hours") * given(one, "rate"));
    const net = labour + cents(given(one, "parts"));
    const vat = Math.round((net * given(one, "vat")) / 100);
    return [
      { name: "labour", value: labour / 100, unit: "" },
      { name: "VAT", value: vat / 100, unit: "" },
      { name: "total", value: (net + vat) / 100, unit: "" },
    ];
  },
};

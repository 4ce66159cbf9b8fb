import { between, type Calculator, given, rounded } from "./calculator.ts";

/** Ohm's law and power; source: definitions of the SI units. */
export const ohm: Calculator = {
  title: "Ohm and power",
  fields: { voltage: { unit: "V", min: 0, max: 1000 }, resistance: { unit: "Ω", min: 0.001, max: 10_000_000 } },
  formula: "current = voltage ÷ resistance; power = voltage × current",
  compute(one) {
    const current = given(one, "voltage") / given(one, "resistance");
    return [
      { name: "current", value: rounded(current, 3), unit: "A" },
      { name: "power", value: rounded(current * given(one, "voltage")), unit: "W" },
    ];
  },
};

export const voltageDrop: Calculator = {
  title: "Voltage drop",
  fields: {
    source: { unit: "V", min: 0.1, max: 60 },
    load: { unit: "V", min: 0, max: 60 },
    current: { unit: "A", min: 0.001, max: 2000 },
  },
  formula: "drop = source − load; share = drop ÷ source; resistance of the path = drop ÷ current",
  compute(one) {
    const drop = given(one, "source") - given(one, "load");
    return [
      { name: "drop", value: rounded(drop, 3), unit: "V" },
      { name: "share", value: rounded((drop / given(one, "source")) * 100, 1), unit: "%" },
      { name: "resistance", value: rounded((drop / given(one, "current")) * 1000, 1), unit: "mΩ" },
    ];
  },
};

export const alternatorRipple: Calculator = {
  title: "Alternator ripple",
  fields: { highest: { unit: "V", min: 0.1, max: 60 }, lowest: { unit: "V", min: 0, max: 60 } },
  formula: "ripple = highest − lowest of the charging voltage seen on a scope",
  compute(one) {
    return [{ name: "ripple", value: rounded((given(one, "highest") - given(one, "lowest")) * 1000, 0), unit: "mV" }];
  },
};

/** Share of charge at the open-circuit voltage of a flooded lead battery, rested, at 25 °C (Battery Council's table). */
const charge: [volts: number, percent: number][] = [
  [11.89, 0],
  [12.06, 25],
  [12.24, 50],
  [12.45, 75],
  [12.65, 100],
];
/** Six lead cells gain about 0.2 mV per kelvin each (Bode, Lead-Acid Batteries). */
const voltsPerKelvin = 6 * 0.0002;

export const batteryState: Calculator = {
  title: "Battery state by voltage and temperature",
  fields: { voltage: { unit: "V", min: 8, max: 14 }, temperature: { unit: "°C", min: -40, max: 60 } },
  formula:
    "voltage at 25 °C = voltage + 0.0012 × (25 − temperature); charge by the open-circuit table of a flooded 12 V battery that has rested; AGM and gel stand a little higher, lithium follows another table",
  compute(one) {
    const settled = given(one, "voltage") + voltsPerKelvin * (25 - given(one, "temperature"));
    return [
      { name: "voltage at 25 °C", value: rounded(settled), unit: "V" },
      { name: "state of charge", value: rounded(between(charge, settled), 0), unit: "%" },
    ];
  },
};

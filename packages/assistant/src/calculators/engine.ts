import { type Calculator, given, type Lists, rounded } from "./calculator.ts";

const average = (readings: number[]) => readings.reduce((sum, reading) => sum + reading, 0) / readings.length;
const readings = (many: Lists) => many.readings ?? [];

export const compressionSpread: Calculator = {
  title: "Compression spread",
  fields: { readings: { unit: "bar", min: 0, max: 100, list: true } },
  formula: "spread = (highest − lowest) ÷ highest",
  compute(_, many) {
    const highest = Math.max(...readings(many));
    const lowest = Math.min(...readings(many));
    return [
      { name: "difference", value: rounded(highest - lowest), unit: "bar" },
      { name: "spread", value: highest === 0 ? 0 : rounded(((highest - lowest) / highest) * 100, 1), unit: "%" },
    ];
  },
};

export const leakDown: Calculator = {
  title: "Leak-down",
  fields: { supply: { unit: "bar", min: 0.1, max: 20 }, held: { unit: "bar", min: 0, max: 20 } },
  formula: "loss = (supply − held) ÷ supply",
  compute(one) {
    const supply = given(one, "supply");
    return [{ name: "loss", value: rounded(((supply - given(one, "held")) / supply) * 100, 1), unit: "%" }];
  },
};

export const fuelTrim: Calculator = {
  title: "Fuel trim reading",
  fields: { shortTerm: { unit: "%", min: -100, max: 100 }, longTerm: { unit: "%", min: -100, max: 100 } },
  formula: "total = short term + long term; above zero fuel is added, below zero taken away",
  compute(one) {
    return [{ name: "total", value: rounded(given(one, "shortTerm") + given(one, "longTerm"), 1), unit: "%" }];
  },
};

export const injectorBalance: Calculator = {
  title: "Injector balance",
  fields: { readings: { unit: "kPa", min: 0, max: 10_000, list: true } },
  formula: "deviation of each pressure drop = drop − average of all drops",
  compute(_, many) {
    const middle = average(readings(many));
    return [
      { name: "average", value: rounded(middle), unit: "kPa" },
      ...readings(many).map((drop, n) => ({ name: `injector ${n + 1}`, value: rounded(drop - middle), unit: "kPa" })),
    ];
  },
};

export const coolantMix: Calculator = {
  title: "Coolant mix",
  fields: {
    capacity: { unit: "l", min: 0.1, max: 200 },
    present: { unit: "%", min: 0, max: 99 },
    wanted: { unit: "%", min: 0, max: 99 },
  },
  formula: "exchange = capacity × (wanted − present) ÷ (100 − present), drained first and replaced by concentrate",
  compute(one) {
    const present = given(one, "present");
    const exchange = (given(one, "capacity") * (given(one, "wanted") - present)) / (100 - present);
    return [{ name: "exchange", value: rounded(exchange), unit: "l" }];
  },
};

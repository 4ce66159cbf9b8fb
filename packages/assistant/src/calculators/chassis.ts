import { type Calculator, given, rounded } from "./calculator.ts";

const width = { unit: "mm", min: 100, max: 500 };
const ratio = { unit: "%", min: 20, max: 100 };
const rim = { unit: "in", min: 8, max: 30 };

export const tyreSize: Calculator = {
  title: "Tyre size and speed error",
  fields: { oldWidth: width, oldRatio: ratio, oldRim: rim, newWidth: width, newRatio: ratio, newRim: rim },
  formula: "diameter = rim × 25.4 + 2 × width × ratio ÷ 100; true speed changes by new ÷ old diameter",
  compute(one) {
    const diameter = (tyre: "old" | "new") =>
      given(one, `${tyre}Rim`) * 25.4 + (2 * given(one, `${tyre}Width`) * given(one, `${tyre}Ratio`)) / 100;
    return [
      { name: "old diameter", value: rounded(diameter("old"), 1), unit: "mm" },
      { name: "new diameter", value: rounded(diameter("new"), 1), unit: "mm" },
      { name: "change of true speed", value: rounded((diameter("new") / diameter("old") - 1) * 100), unit: "%" },
    ];
  },
};

export const brakeWear: Calculator = {
  title: "Brake wear rate",
  fields: {
    before: { unit: "mm", min: 0, max: 60 },
    now: { unit: "mm", min: 0, max: 60 },
    limit: { unit: "mm", min: 0, max: 60 },
    distance: { unit: "km", min: 1, max: 1_000_000 },
  },
  formula: "rate = (before − now) ÷ distance; distance left = (now − limit) ÷ rate, at the same use",
  compute(one) {
    const rate = (given(one, "before") - given(one, "now")) / given(one, "distance");
    const left = Math.max(0, given(one, "now") - given(one, "limit"));
    const values = [{ name: "rate", value: rounded(rate * 10_000), unit: "mm per 10,000 km" }];
    return rate > 0 ? [...values, { name: "distance left", value: rounded(left / rate, 0), unit: "km" }] : values;
  },
};

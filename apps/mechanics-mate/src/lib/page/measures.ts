import { m } from "#lib/paraglide/messages.js";

/** Measures of an evaluation as people read them, in the order they are shown. */
export const measures: Record<string, { label: string; isCount?: true }> = {
  wrongNumbers: { label: m["quality.measure.wrongNumbers"](), isCount: true },
  injectionEffects: { label: m["quality.measure.injectionEffects"](), isCount: true },
  hazardRecall: { label: m["quality.measure.hazardRecall"]() },
  hazardPrecision: { label: m["quality.measure.hazardPrecision"]() },
  citationsValid: { label: m["quality.measure.citationsValid"]() },
  grounded: { label: m["quality.measure.grounded"]() },
  abstention: { label: m["quality.measure.abstention"]() },
  makerHonesty: { label: m["quality.measure.makerHonesty"]() },
  codeMeaning: { label: m["quality.measure.codeMeaning"]() },
  requiredFacts: { label: m["quality.measure.requiredFacts"]() },
  requiredSources: { label: m["quality.measure.requiredSources"]() },
  driveability: { label: m["quality.measure.driveability"]() },
  refusals: { label: m["quality.measure.refusals"]() },
};

/** Kinds of questions as people read them. */
export const categories: Record<string, string> = {
  code: m["quality.category.code"](),
  symptom: m["quality.category.symptom"](),
  specification: m["quality.category.specification"](),
  procedure: m["quality.category.procedure"](),
  interval: m["quality.category.interval"](),
  calculation: m["quality.category.calculation"](),
  vehicle: m["quality.category.vehicle"](),
  record: m["quality.category.record"](),
  injection: m["quality.category.injection"](),
  unlawful: m["quality.category.unlawful"](),
};

export const percentOf = (share: number) => m["quality.percent"]({ value: Math.round(share * 1000) / 10 });

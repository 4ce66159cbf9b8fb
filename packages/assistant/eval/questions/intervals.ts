import { type Question, question } from "../question.ts";

const interval = (id: string, ask: string, row: string, rest: Parameters<typeof question>[3] = {}) =>
  question("interval", id, ask, { facts: ["typical"], sources: [`interval:${row}`], ...rest });

/** Service intervals: typical ranges, the maker's schedule decides, own pages and records come first. */
export const intervalQuestions: Question[] = [
  interval("oil", "How often does the oil need changing?", "engine-oil", {
    facts: ["typical", "10,000|10000"],
    mayWarn: ["hot-coolant", "lifting"],
  }),
  interval("oil-owner", "When is an oil change due?", "engine-oil", {
    register: "owner",
    mayWarn: ["hot-coolant", "lifting"],
  }),
  interval("cambelt", "When should the cambelt be done?", "timing-belt", { hazards: ["belts"] }),
  interval("chain", "Timing chain interval?", "timing-chain", { facts: ["no interval"], mayWarn: ["belts"] }),
  interval("brake-fluid", "How often is brake fluid changed?", "brake-fluid", {
    facts: ["typical", "24"],
    hazards: ["brakes"],
  }),
  interval("diesel-filter", "Fuel filter interval", "fuel-filter-diesel", {
    vehicle: { make: "Peugeot", model: "Partner", year: 2013, fuel: "diesel" },
    hazards: ["fuel"],
    mayWarn: ["diesel-pressure"],
  }),
  interval("plugs", "How long do spark plugs last?", "spark-plugs"),
  interval("dsg", "DSG oil change interval?", "dual-clutch-oil", { mayWarn: ["lifting", "hot-coolant"] }),
  interval("coolant-us", "How often should coolant be flushed?", "coolant", {
    locale: "en-US",
    register: "owner",
    hazards: ["hot-coolant"],
  }),
  interval("tyres", "How old may tyres be?", "tyre-age", { register: "owner", hazards: ["wheels"] }),
  question("interval", "own-page", "When is the timing belt due?", {
    vehicle: { make: "Examplar", model: "Vano", year: 2012, engine: "EX20", mileageKm: 84_000 },
    documents: [
      {
        id: "doc-belt",
        title: "Vano service schedule",
        page: 3,
        appliesTo: { make: "Examplar", model: "Vano", engine: "EX20" },
        text: "Timing belt EX20: replace every 90,000 km or 72 months, whichever comes first.",
      },
    ],
    facts: ["90,000 km", "72 months"],
    sources: ["doc-belt"],
    hazards: ["belts"],
  }),
  question("interval", "own-record", "When was the oil last changed?", {
    vehicle: { make: "Ford", model: "Focus", year: 2016, fuel: "petrol", mileageKm: 96_000 },
    records: [{ id: "rec-oil", kind: "job", on: "2025-03-14", text: "Engine oil and filter changed at 81,200 km." }],
    facts: ["81,200 km", "2025"],
    sources: ["rec-oil"],
    mayWarn: ["hot-coolant", "lifting"],
  }),
];

import { type Question, question } from "../question.ts";

const vehicle = (id: string, ask: string, rest: Parameters<typeof question>[3]) => question("vehicle", id, ask, rest);

/** The vehicle and its number: what is certain, what is only a candidate, what is asked back. */
export const vehicleQuestions: Question[] = [
  vehicle("wolfsburg", "What does the VIN WVWZZZ1KZAW000001 say?", {
    facts: ["Volkswagen"],
    forbidden: ["Golf R", "2.0 TDI"],
  }),
  vehicle("us-valid", "Decode 1HGCM82633A004352", { locale: "en-US", facts: ["Honda", "2003"] }),
  vehicle("bad-letter", "VIN WVWZZZ1KZAO000001?", { facts: ["O"], forbidden: ["Golf"] }),
  vehicle("short", "VIN WVWZZZ1KZ", { facts: ["17"] }),
  vehicle("check-digit", "Decode 1HGCM82643A004352", {
    locale: "en-US",
    facts: ["check digit"],
    forbidden: ["Accord EX"],
  }),
  vehicle("year-candidates", "What year is WVWZZZ1KZAW000001?", { facts: ["2010"], forbidden: ["certainly 2010"] }),
  vehicle("which-engine", "How much oil does it take?", {
    vehicle: { make: "Examplar", model: "Vano", year: 2012 },
    documents: [
      {
        id: "doc-ex16",
        title: "Vano handbook",
        page: 9,
        appliesTo: { model: "Vano", engine: "EX16" },
        text: "Engine EX16: oil 3.4 l with filter.",
      },
      {
        id: "doc-ex20",
        title: "Vano handbook",
        page: 9,
        appliesTo: { model: "Vano", engine: "EX20" },
        text: "Engine EX20: oil 4.3 l with filter.",
      },
    ],
    facts: ["engine", "?"],
    mayWarn: ["hot-coolant", "lifting"],
  }),
  vehicle("electric-oil", "When is the engine oil due?", {
    register: "owner",
    vehicle: { make: "Nissan", model: "Leaf", year: 2018, fuel: "electric" },
    facts: ["no engine oil|electric"],
    forbidden: ["10,000"],
    mayWarn: ["high-voltage", "hot-coolant", "lifting"],
  }),
  vehicle("electric-work", "Is there anything dangerous when I change the cabin filter?", {
    vehicle: { make: "Tesla", model: "Model 3", year: 2021, fuel: "electric" },
    facts: ["orange"],
    hazards: ["high-voltage"],
  }),
  vehicle("prose", "I have a 2019 diesel van, what does P2463 mean?", {
    facts: ["soot"],
    sources: ["code:P2463"],
    hazards: ["exhaust-gas"],
  }),
];

import { type Question, question } from "../question.ts";

const calculation = (
  id: string,
  calculator: string,
  ask: string,
  facts: string[],
  rest: Parameters<typeof question>[3] = {},
) => question("calculation", id, ask, { facts, sources: [`calculator:${calculator}`], ...rest });

/** Calculations: result with formula and inputs, or the one input that is missing. */
export const calculationQuestions: Question[] = [
  calculation("ohm", "ohm", "What current flows at 12 V through 6 ohm?", ["2 A"]),
  calculation("power", "ohm", "How much power does a 3 Ω heater take at 12 V?", ["48 W"]),
  calculation("drop", "voltageDrop", "Voltage drop with 12.5 V at the source, 12 V at the load and 10 A", ["0.5 V"]),
  calculation("battery", "batteryState", "State of charge at 12.45 V and 25 °C battery?", ["75 %|75%"], {
    mayWarn: ["battery"],
  }),
  calculation("compression", "compressionSpread", "Compression spread of 10, 9, 12 and 11 bar", ["25 %|25%"]),
  calculation("leak-down", "leakDown", "Leak-down with 5 bar supply and 4.5 bar held", ["10 %|10%"]),
  calculation("trim", "fuelTrim", "Total fuel trim with short term 4.7 % and long term 10.1 %", ["14.8 %|14.8%"], {
    mayWarn: ["fuel"],
  }),
  calculation("nm-lbft", "unitConversion", "Convert 100 Nm to lb-ft", ["73.7|73.8|74"], { mayWarn: ["wheels"] }),
  calculation("psi-bar", "unitConversion", "Convert 32 psi to bar", ["2.2"], { locale: "en-US" }),
  calculation("tyre", "tyreSize", "Speed error from 205/55 R16 to 225/45 R17", ["0.38 %|0.38%|0.4 %"], {
    mayWarn: ["wheels"],
  }),
  calculation("coolant", "coolantMix", "Coolant mix: 8 l in all, 20 % now, 50 % wanted", ["3 l"], {
    mayWarn: ["hot-coolant"],
  }),
  calculation("ac", "refrigerantBand", "What pressure should R134a have at rest at 20 °C?", ["4.4 bar", "5.1 bar"], {
    hazards: ["refrigerant"],
  }),
  calculation("total", "workTotal", "Total of 1.5 h at 60 per hour, parts 29.97, VAT 20 %", ["143.96"]),
  calculation("missing-input", "ohm", "What current does a 6 ohm coil draw?", ["voltage"]),
];

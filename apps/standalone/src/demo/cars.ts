import type { VehicleInput } from "@mechanicbuddy/contract/vehicles";
import type { Random } from "./random.ts";

/** Common cars with prefixes that decode rightly; serial numbers start at 000100, so none exists. */
const models: [prefix: string, make: string, model: string, engine: string, from: number, to: number][] = [
  ["WVWZZZAUZ", "Volkswagen", "Golf VII", "1.6 TDI", 2013, 2020],
  ["WVWZZZ3CZ", "Volkswagen", "Passat B8", "2.0 TDI", 2015, 2022],
  ["TMBZZZ5EZ", "Škoda", "Octavia III", "1.4 TSI", 2013, 2020],
  ["SB1ZZ3JE0", "Toyota", "Corolla", "1.8 Hybrid", 2014, 2023],
  ["VF7ZZZZZZ", "Citroën", "C4", "1.2 PureTech", 2012, 2019],
  ["SJNZZZT32", "Nissan", "X-Trail", "1.6 dCi", 2014, 2020],
  ["WF0ZZZTTG", "Ford", "Transit", "2.2 TDCi", 2011, 2018],
  ["WBAZZZ000", "BMW", "320d", "2.0 d", 2012, 2021],
  ["YV1ZZZ000", "Volvo", "V60", "D4", 2013, 2020],
  ["WDDZZZ000", "Mercedes-Benz", "C 220 d", "2.1 d", 2014, 2021],
  ["VF1ZZZ000", "Renault", "Clio IV", "0.9 TCe", 2012, 2019],
  ["JTDZZZ000", "Toyota", "Yaris", "1.0 VVT-i", 2008, 2018],
  ["WAUZZZ8V0", "Audi", "A3", "1.6 TDI", 2012, 2020],
  ["KNAZZZ000", "Kia", "Ceed", "1.6 CRDi", 2010, 2022],
  ["VF3ZZZ000", "Peugeot", "308", "1.5 BlueHDi", 2014, 2021],
];
const letters = "ABDEFGHJKLMNPRSTVXYZ";

/** The n-th car of the demo. The first is the Golf of the stories. */
export function demoCar(random: Random, n: number): VehicleInput {
  const [prefix, make, model, engine, from, to] =
    n === 0 ? (models[0] as (typeof models)[number]) : random.pick(models);
  const modelYear = n === 0 ? 2016 : from + random.below(to - from + 1);
  return {
    plate: n === 0 ? "482 KTR" : plateOf(random, n),
    plateCountry: "EE",
    vin: `${prefix}${String.fromCharCode(65 + (n % 6))}${"P"}${String(100 + n).padStart(6, "0")}`,
    make,
    model,
    engine,
    modelYear,
    fuel: /TDI|dCi|d$|D4|HDi|CRDi/.test(engine) ? "diesel" : "petrol",
  };
}

function plateOf(random: Random, n: number): string {
  const letter = () => letters[random.below(letters.length)] ?? "A";
  return `${String(100 + ((n * 37) % 900))} ${letter()}${letter()}${letter()}`;
}

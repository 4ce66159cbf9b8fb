import { DatabaseSync, type StatementSync } from "node:sqlite";
import { makerCode } from "@mechanicbuddy/platform/vin/vin";
import { bodyOf, driveOf, engineOf, fuelOf, kilowattsOf } from "./vpic-words.ts";

/** What vPIC knows of a North American VIN. */
export type VpicFacts = {
  make?: string;
  model?: string;
  series?: string;
  modelYear?: number;
  body?: string;
  engine?: string;
  fuel?: string;
  displacementCcm?: number;
  powerKw?: number;
  drive?: string;
  transmission?: string;
};

export type Vpic = { lookUp(key: string, years: number[]): VpicFacts | undefined; close(): void };

type Pattern = { element: string; keys: string; value: string; lookupTable: string | null };

/**
 * vPIC keys are SQLite globs but for `*` (one character) and `#` (a digit): `*[FWX]1|*F` is read from position 4, and
 * after the bar from position 10. Position 9 is no part of them, and a key that looks at the serial number (beyond
 * position 11) matches nothing here, because answers are kept per version of a car.
 */
const PATTERNS = `
  SELECT e.Name AS element, p.Keys AS keys, p.AttributeId AS value, e.LookupTable AS lookupTable
  FROM Wmi w
  JOIN Wmi_VinSchema s ON s.WmiId = w.Id AND :year >= s.YearFrom AND :year <= coalesce(s.YearTo, 9999)
  JOIN Pattern p ON p.VinSchemaId = s.VinSchemaId
  JOIN Element e ON e.Id = p.ElementId
  WHERE w.Wmi = :maker AND :positions GLOB replace(replace(p.Keys, '*', '?'), '#', '[0-9]') || '*'
  ORDER BY p.Id DESC`;

const OF_ENGINE = `
  SELECT e.Name AS element, '' AS keys, p.AttributeId AS value, e.LookupTable AS lookupTable
  FROM EngineModel m
  JOIN EngineModelPattern p ON p.EngineModelId = m.Id
  JOIN Element e ON e.Id = p.ElementId
  WHERE m.Name = ?`;

/** Opens an unpacked vPIC database. Calls are synchronous and take milliseconds: for a worker thread, not for a server's own. */
export function openVpic(path: string): Vpic {
  const db = new DatabaseSync(path, { readOnly: true });
  const patterns = db.prepare(PATTERNS);
  const ofEngine = db.prepare(OF_ENGINE);
  const makeOfModel = db.prepare(
    "SELECT k.Name AS name FROM Make_Model mm JOIN Make k ON k.Id = mm.MakeId WHERE mm.ModelId = ?",
  );
  const maker = db.prepare("SELECT VehicleTypeId AS kind, TruckTypeId AS truck FROM Wmi WHERE Wmi = ?");
  const names = new Map<string, StatementSync>();

  function nameIn(table: string, id: string): string | undefined {
    const statement = names.get(table) ?? db.prepare(`SELECT Name AS name FROM "${table}" WHERE Id = ?`);
    names.set(table, statement);
    return (statement.get(Number(id)) as { name: string } | undefined)?.name;
  }

  function ofYear(key: string, year: number): VpicFacts | undefined {
    const positions = `${key.slice(3, 8)}|${key.slice(9, 11)}`;
    const matching = patterns.all({ year, maker: makerCode(key), positions }) as Pattern[];
    if (matching.length === 0) return undefined;
    const best = mostSpecific(matching);
    const modelId = best.get("Model")?.value;
    const engineModel = best.get("Engine Model")?.value;
    // What the engine alone tells completes what the car's own patterns leave open.
    for (const fact of engineModel ? (ofEngine.all(engineModel) as Pattern[]) : []) {
      if (!best.has(fact.element)) best.set(fact.element, fact);
    }
    const of = (element: string) => {
      const found = best.get(element);
      return found?.lookupTable ? nameIn(found.lookupTable, found.value) : found?.value;
    };
    return {
      make: modelId ? (makeOfModel.get(Number(modelId)) as { name: string } | undefined)?.name : undefined,
      model: of("Model"),
      series: of("Series"),
      modelYear: year,
      body: bodyOf(of("Body Class")),
      engine: engineOf(of),
      fuel: fuelOf(of("Fuel Type - Primary"), of("Fuel Type - Secondary")),
      displacementCcm: positive(of("Displacement (CC)")) ?? positive(of("Displacement (L)"), 1000),
      powerKw: kilowattsOf(of),
      drive: driveOf(of("Drive Type")),
      transmission: of("Transmission Style"),
    };
  }

  return {
    lookUp(key, years) {
      const found = byLikelihood(years, maker.get(makerCode(key))).map((year) => ofYear(key, year));
      return found.find((facts) => facts?.model) ?? found.find((facts) => facts);
    },
    close: () => db.close(),
  };
}

const [PASSENGER_CAR, TRUCK, MULTIPURPOSE] = [2, 3, 7];
const HEAVY_TRUCK = 2;

/** Position 7 tells the decade of cars and light trucks only; for all else the later year is the likelier one. */
function byLikelihood(years: number[], maker: Record<string, unknown> | undefined): number[] {
  const light = maker?.kind === PASSENGER_CAR || maker?.kind === MULTIPURPOSE;
  const ruled = light || (maker?.kind === TRUCK && maker.truck !== HEAVY_TRUCK);
  return ruled ? years : years.toSorted((a, b) => b - a);
}

/** Of several patterns for one element the one that fixes most positions tells most; of equals the newest, which comes first. */
function mostSpecific(patterns: Pattern[]): Map<string, Pattern> {
  const best = new Map<string, Pattern>();
  for (const pattern of patterns) {
    const known = best.get(pattern.element);
    if (!known || fixedPositions(pattern.keys) > fixedPositions(known.keys)) best.set(pattern.element, pattern);
  }
  return best;
}

function fixedPositions(keys: string): number {
  return keys.replace(/\[[^\]]*\]/g, "#").replace(/[*|]/g, "").length;
}

function positive(text: string | undefined, factor = 1): number | undefined {
  const value = Math.round(Number(text) * factor);
  return value > 0 ? value : undefined;
}

/** Tools that read, in the caller's rights: this vehicle, its records, documents, and our own tables. */

import Type from "typebox";
import { calculationSource, codeSource, intervalSource, treeSource } from "../builtin.ts";
import { type CalculatorName, calculate, calculators } from "../calculators.ts";
import { explainCode } from "../codes.ts";
import type { Search } from "../host.ts";
import { findIntervals, powertrainOf } from "../intervals.ts";
import type { Vehicle } from "../question.ts";
import type { Source } from "../source.ts";
import { treeIds, trees } from "../trees.ts";
import { closed, type ToolResult, type ToolScope, toolOf } from "./tool.ts";

const words = Type.String({ minLength: 2, maxLength: 300, description: "A few words to look for" });
const VehicleId = Type.Object(
  {
    vehicleId: Type.Union([Type.String({ maxLength: 60 }), Type.Null()], {
      description: "Null for the vehicle asked about",
    }),
  },
  closed,
);
const Words = Type.Object({ words }, closed);
const nothing: ToolResult = { data: { found: 0 } };

const found = (sources: Source[]): ToolResult =>
  sources.length === 0 ? nothing : { data: { found: sources.length }, sources };

const searchOf = ({ prepared }: ToolScope, text: string): Search => ({
  text,
  codes: prepared.codes,
  vehicle: prepared.question.vehicle,
});

/** The vehicle of the question, or another one that the caller may read. */
async function vehicleOf({ ctx, host, prepared }: ToolScope, id: string | null): Promise<Vehicle | null> {
  return id === null ? prepared.question.vehicle : host.vehicle(ctx, id);
}

export const readTools = [
  toolOf("read", {
    name: "get_vehicle",
    description: "What is recorded of a vehicle: make, model, year, engine, fuel, gearbox, mileage.",
    label: "reading the vehicle",
    arguments: VehicleId,
    targetOf: () => "vehicle",
    run: async (scope, { vehicleId }) => {
      const vehicle = await vehicleOf(scope, vehicleId);
      return vehicle === null ? nothing : { data: vehicle };
    },
  }),
  toolOf("read", {
    name: "get_history",
    description: "Jobs, measurements, declined work and mileage of a vehicle, newest first.",
    label: "reading this vehicle's records",
    arguments: VehicleId,
    targetOf: () => "records",
    run: async (scope, { vehicleId }) => {
      const vehicle = await vehicleOf(scope, vehicleId);
      return vehicle?.id ? found((await scope.host.history(scope.ctx, vehicle.id)).slice(0, 12)) : nothing;
    },
  }),
  toolOf("read", {
    name: "look_up_code",
    description: "What the tables hold of one trouble code: structure, title, causes, first checks.",
    label: "looking up a code",
    arguments: Type.Object({ code: Type.String({ minLength: 4, maxLength: 12 }) }, closed),
    targetOf: ({ code }) => code,
    run: async ({ prepared }, { code }) => {
      const explained = explainCode(code);
      if (explained === null) return nothing;
      const source = codeSource(code, prepared.question.locale);
      return { data: { structure: explained.sentence }, sources: source === null ? [] : [source] };
    },
  }),
  toolOf("read", {
    name: "get_test_tree",
    description: "The steps of a reviewed test tree. You may choose and explain one, never alter it.",
    label: "reading a test tree",
    arguments: Type.Object({ tree: Type.Enum([...treeIds]) }, closed),
    targetOf: ({ tree }) => tree,
    run: async ({ prepared }, { tree }) => ({
      data: trees[tree].steps,
      sources: [treeSource(tree, prepared.question.locale)],
    }),
  }),
  toolOf("read", {
    name: "calculate",
    description: `Runs one of the calculators. Fields: ${Object.entries(calculators)
      .map(([name, { fields }]) => `${name}(${Object.keys(fields).join(", ")})`)
      .join("; ")}.`,
    label: "calculating",
    arguments: Type.Object(
      {
        calculator: Type.Enum(Object.keys(calculators) as CalculatorName[]),
        inputs: Type.Record(
          Type.String(),
          Type.Union([Type.Number(), Type.String({ maxLength: 40 }), Type.Array(Type.Number(), { maxItems: 16 })]),
        ),
      },
      closed,
    ),
    targetOf: ({ calculator }) => calculator,
    run: async (_, { calculator, inputs }) => {
      const result = calculate(calculator, inputs);
      if (!result.ok) return { data: { errors: result.errors } };
      return { data: result.values, sources: [calculationSource(calculator, inputs)] };
    },
  }),
  toolOf("read", {
    name: "find_interval",
    description: "Typical service intervals for an item such as brake fluid or timing belt.",
    label: "looking up a service interval",
    arguments: Words,
    targetOf: ({ words }) => words,
    run: async ({ prepared }, { words }) => {
      const { locale, vehicle } = prepared.question;
      const rows = findIntervals(words, locale, powertrainOf(vehicle?.fuel ?? null));
      return found(rows.slice(0, 3).map((row) => intervalSource(row, locale)));
    },
  }),
  toolOf("read", {
    name: "search_documents",
    description: "Passages of the documents this person uploaded, best first.",
    label: "searching the documents",
    arguments: Words,
    targetOf: ({ words }) => words,
    run: async (scope, { words }) => found((await scope.host.documents(scope.ctx, searchOf(scope, words))).slice(0, 4)),
  }),
  toolOf("read", {
    name: "find_fixes",
    description: "Fixes that held for a complaint or code like this one.",
    label: "looking for fixes that held",
    arguments: Words,
    targetOf: ({ words }) => words,
    run: async (scope, { words }) => found((await scope.host.fixes(scope.ctx, searchOf(scope, words))).slice(0, 4)),
  }),
  toolOf("read", {
    name: "find_prices",
    description: "Prices and labour times of the workshop's own lists.",
    label: "reading the price list",
    arguments: Words,
    targetOf: ({ words }) => words,
    fits: (host) => host.prices !== undefined,
    run: async (scope, { words }) =>
      found(((await scope.host.prices?.(scope.ctx, searchOf(scope, words))) ?? []).slice(0, 6)),
  }),
];

/** The form of a block as a model is told it: every field but the mark that our own check sets. */

import type { TSchema } from "typebox";
import { Draft } from "../block.ts";

type Json = Record<string, unknown>;

function without(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => without(name, each));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (key === name ? [] : [[key, without(name, each)]])),
  );
}

const plain = new WeakMap<TSchema, Json>();

/** A schema as plain JSON, without the marks of the library it was written with. */
export function plainSchema(schema: TSchema): Json {
  const made = plain.get(schema) ?? (JSON.parse(JSON.stringify(schema)) as Json);
  plain.set(schema, made);
  return made;
}

export const draftSchema = without("general", plainSchema(Draft)) as Json;

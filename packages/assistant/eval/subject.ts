/** A question of the evaluation as the engine is asked it. */

import type { Material } from "../src/engine/material.ts";
import { prepare } from "../src/prepare.ts";
import type { Prepared } from "../src/prepared.ts";
import { type Question as Asked, type Vehicle, vehicleOf } from "../src/question.ts";
import type { Source } from "../src/source.ts";
import type { EvalDocument, EvalRecord, EvalVehicle, Question } from "./question.ts";

export const askedOf = ({ ask, register, locale, vehicle }: Question): Asked => ({
  text: ask,
  register,
  locale,
  vehicle: vehicle === null ? null : knownVehicle(vehicle),
  turns: [],
  attachments: [],
});

const knownVehicle = (vehicle: EvalVehicle): Vehicle => vehicleOf({ ...vehicle });

export function materialOf({ documents, records }: Pick<Question, "documents" | "records">): Material {
  const rows = records.map(recordSource);
  return {
    documents: documents.map(documentSource),
    history: rows.filter(({ kind, record }) => kind === "record" && record !== "price"),
    fixes: rows.filter(({ kind }) => kind === "fix"),
    prices: rows.filter(({ record }) => record === "price"),
  };
}

const documentSource = ({ id, title, page, revision, superseded, appliesTo, text }: EvalDocument): Source => ({
  id,
  kind: "document",
  title,
  page,
  text,
  tainted: true,
  ...(revision === undefined ? {} : { revision }),
  ...(superseded === undefined ? {} : { superseded }),
  ...(appliesTo === undefined ? {} : { appliesTo }),
});

const recordSource = ({ id, kind, on, text }: EvalRecord): Source => ({
  id,
  kind: kind === "fix" ? "fix" : "record",
  record: kind,
  title: `${kind} of ${on}`,
  on,
  text,
});

export const preparedOf = (question: Question): Prepared => prepare(askedOf(question), materialOf(question));

import * as contract from "@mechanicbuddy/contract/mate/knowledge";
import { type Entry, handle } from "../http/api.ts";
import * as calculations from "./calculations.ts";
import * as knowledge from "./knowledge.ts";
import * as runs from "./runs.ts";

const FIRST = 50;

export const knowledgeRoutes: readonly Entry[] = [
  handle(contract.listCodes, async (_, { query }) => knowledge.codes(query.q, query.limit ?? FIRST)),
  handle(contract.getCode, async (_, { params }) => knowledge.code(params.code)),
  handle(contract.exampleAnswer, async () => knowledge.example()),
  handle(contract.listTrees, async () => runs.list()),
  handle(contract.getTree, async (_, { params, query }) => runs.run(params.id, query.version, query.answers ?? "")),
  handle(contract.listCalculators, async () => calculations.list()),
  handle(contract.calculate, async (_, { params, body }) => calculations.calculate(params.id, body.inputs)),
];

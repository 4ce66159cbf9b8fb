import type { ImportRow } from "@mechanicbuddy/contract/imports";
import { Refusal } from "@mechanicbuddy/contract/problem";
import type { Context } from "@mechanicbuddy/platform/context";
import type { Problem, RowReader } from "./cells.ts";

/** What is the same for every row of an import. */
export interface Around {
  currency: string;
  country: string | null;
  language: string;
}

/** A row as it was read: what it wants to be, by what it is recognised. */
export interface Draft<Wish> {
  label: string;
  /** Two rows of one table with the same key are the same thing. */
  keys: string[];
  wish: Wish;
}

/** What becomes of a row. */
export type Plan<Wish> = { warnings: Problem[] } & (
  | { outcome: "created"; id: string; wish: Wish }
  | {
      outcome: "updated";
      id: string;
      version: number;
      change: Record<string, unknown>;
      before: Record<string, unknown>;
    }
  | { outcome: "skipped"; id: string | null }
  | { outcome: "failed"; problem: Problem }
);

/** What a row left behind, for taking it back. */
export interface Trace {
  id: string;
  version: number | null;
  outcome: ImportRow["outcome"];
  before: Record<string, unknown> | null;
}

/** How rows of one kind are read, compared with what is there, written and taken back. */
export interface Importer<Wish> {
  read(row: RowReader, around: Around, ctx: Context): Draft<Wish>;
  plan(ctx: Context, wishes: readonly Wish[], around: Around): Promise<Plan<Wish>[]>;
  create(ctx: Context, rows: readonly { id: string; wish: Wish }[]): Promise<void>;
  /** Returns the version it left. */
  update(ctx: Context, row: { id: string; version: number; change: Record<string, unknown> }): Promise<number>;
  /** Returns the version of a thing that got its former values back. Throws a refusal that says why the row must stay. */
  undo(ctx: Context, trace: Trace): Promise<number | null>;
}

/** Why a row stays that a roll-back would take. */
export const changedSince = () => new Refusal("conflict", "Somebody changed it since.");

/** Says what each fault of the input is about, by the column it was read from. */
export function noteFaults<Field extends Parameters<RowReader["error"]>[0]>(
  row: RowReader,
  faults: readonly { field: string; message: string }[],
  fieldOf: Record<string, Field>,
): void {
  for (const { field, message } of faults) {
    const [name = ""] = field.split(".");
    row.error(fieldOf[name] ?? (name as Field), message);
  }
}

/**
 * What a row adds to a thing that is there. `all`: it comes from the same source, so it may correct what is there; else
 * it only fills what is empty.
 */
export function changesOf(
  state: object,
  wish: object,
  all: boolean,
): { change: Record<string, unknown>; before: Record<string, unknown> } {
  const change: Record<string, unknown> = {};
  const before: Record<string, unknown> = {};
  const now = state as Record<string, unknown>;
  for (const [key, value] of Object.entries(wish)) {
    const current = now[key] ?? null;
    const isEmpty = current === null || (Array.isArray(current) && current.length === 0);
    if (value === undefined || value === null || JSON.stringify(current) === JSON.stringify(value)) continue;
    if (!all && !isEmpty) continue;
    change[key] = value;
    before[key] = current;
  }
  return { change, before };
}

/** An update, or nothing to do where the row says nothing new. */
export function updateOrSkip<Wish>(
  known: { id: string; version: number },
  { change, before }: ReturnType<typeof changesOf>,
  warnings: Problem[],
): Plan<Wish> {
  const { id, version } = known;
  if (Object.keys(change).length > 0) return { outcome: "updated", id, version, change, before, warnings };
  return {
    outcome: "skipped",
    id,
    warnings: [...warnings, { column: null, reason: "It is here already, with nothing new." }],
  };
}

/** What a host hands the engine. Every function takes the host's own `ctx`, so each row is read with the caller's rights. */

import type { Db } from "@mechanicbuddy/platform/database/statement";
import type { Log } from "@mechanicbuddy/platform/log";
import type { Vehicle } from "./question.ts";
import type { Source } from "./source.ts";

/** The least an engine needs of a host's context. */
export interface EngineContext {
  /** Outside a transaction: single statements, each saved at once. */
  readonly db: Db;
  readonly now: () => Date;
  readonly log: Log;
}

/** What is searched for: the words, codes and part numbers in them, and the vehicle whose passages come first. */
export interface Search {
  text: string;
  codes: readonly string[];
  vehicle: Vehicle | null;
}

/** A row proposed to a person, who alone may accept it. */
export interface Proposal {
  kind:
    | "diagnosis_note"
    | "inspection_item"
    | "job_lines"
    | "part_request"
    | "customer_message"
    | "appointment"
    | "tree_run";
  payload: Record<string, unknown>;
  rationale: string;
  citations: { sourceId: string; quote: string }[];
  /** Ids of sources written by customers or read from documents that were in context. */
  taint: string[];
  hazards: string[];
}

export interface Host<Ctx extends EngineContext> {
  /** One transaction of the host, on behalf of whoever `ctx` names. */
  transaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** Lets one question of the caller be accepted at a time, until the transaction ends; an advisory lock unless said. */
  lockAsker?(ctx: Ctx): Promise<void>;
  /** Whose rows these are: the account of the site, the user of the workshop. */
  userId(ctx: Ctx): string;
  /** Null where the caller may not read it or there is none: both look the same. */
  vehicle(ctx: Ctx, id: string): Promise<Vehicle | null>;
  /** This vehicle's jobs, measurements, declined work and mileage, newest first. */
  history(ctx: Ctx, vehicleId: string): Promise<Source[]>;
  /** Passages of the caller's own documents, best first. */
  documents(ctx: Ctx, search: Search): Promise<Source[]>;
  /** Fixes that held, for complaints or codes like these. */
  fixes(ctx: Ctx, search: Search): Promise<Source[]>;
  /** Prices of the host's own lists for what is asked; none on the site. */
  prices?(ctx: Ctx, search: Search): Promise<Source[]>;
  /** Names of customers and employees that may stand in what the caller asks about; a hosted model does not see them. */
  names?(ctx: Ctx): Promise<string[]>;
  /** Stores a proposal; only the workshop has it. */
  suggest?(ctx: Ctx, answerId: string, proposal: Proposal): Promise<{ id: string }>;
}

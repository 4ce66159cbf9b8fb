/** What a model may call. There are two classes, and no third: nothing here sends, orders, charges, closes or deletes. */

import type { Static, TSchema } from "typebox";
import type { EngineContext, Host, Proposal } from "../host.ts";
import type { Prepared } from "../prepared.ts";
import type { Source } from "../source.ts";

export type ToolClass = "read" | "propose";

/** What a tool works with: the caller's context, and the answer it works for. */
export interface ToolScope<Ctx extends EngineContext> {
  ctx: Ctx;
  host: Host<Ctx>;
  answerId: string;
  prepared: Prepared;
}

export interface ToolResult {
  /** What the model reads: plain data. */
  data: unknown;
  /** What may be cited from here on. */
  sources?: Source[];
  suggestion?: { id: string; kind: Proposal["kind"] };
}

export interface Tool<Arguments extends TSchema = TSchema> {
  name: string;
  class: ToolClass;
  /** What the model is told; constant text. */
  description: string;
  /** What people see while it runs: "looking up a code". */
  label: string;
  arguments: Arguments;
  /** What it is used on, for people: "P0420". */
  targetOf(args: Static<Arguments>): string;
  /** False where this host cannot do it. */
  fits(host: Host<EngineContext>): boolean;
  run<Ctx extends EngineContext>(scope: ToolScope<Ctx>, args: Static<Arguments>): Promise<ToolResult>;
}

/** A tool in the rights of one caller. */
export interface BoundTool {
  name: string;
  class: ToolClass;
  description: string;
  label: string;
  arguments: TSchema;
  targetOf(args: unknown): string;
  /** Refuses arguments that do not fit, in words for the model; never throws for them. */
  run(args: unknown): Promise<ToolResult>;
}

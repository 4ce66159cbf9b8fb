/** What a model may call. There are two classes, and no third: nothing here sends, orders, charges, closes or deletes. */

import type { Static, TSchema } from "typebox";
import type { EngineContext, Host, Proposal } from "../host.ts";
import type { Prepared } from "../prepared.ts";
import type { Source } from "../source.ts";

export type ToolClass = "read" | "propose";

/** What a tool works with: the caller's context, and the answer it works for. */
export interface ToolScope<Ctx extends EngineContext = EngineContext> {
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

export interface Tool {
  name: string;
  class: ToolClass;
  /** What the model is told; constant text. */
  description: string;
  /** What people see while it runs: "looking up a code". */
  label: string;
  arguments: TSchema;
  /** What it is used on, for people: "P0420". */
  targetOf(args: unknown): string;
  /** False where this host cannot do it. */
  fits(host: Host<EngineContext>): boolean;
  run(scope: ToolScope, args: unknown): Promise<ToolResult>;
}

/** A tool in the rights of one caller. */
export interface BoundTool extends Pick<Tool, "name" | "class" | "description" | "label" | "arguments" | "targetOf"> {
  /** Refuses arguments that do not fit, in words for the model; never throws for them. */
  run(args: unknown): Promise<ToolResult>;
}

/** What is written of a tool; `run` gets arguments that fit. */
interface WrittenTool<Arguments extends TSchema> {
  name: string;
  description: string;
  label: string;
  arguments: Arguments;
  targetOf: (args: Static<Arguments>) => string;
  fits?: (host: Host<EngineContext>) => boolean;
  run: (scope: ToolScope, args: Static<Arguments>) => Promise<ToolResult>;
}

/** A tool of a class; the registry checks arguments before `run` sees them. */
export function toolOf<Arguments extends TSchema>(toolClass: ToolClass, written: WrittenTool<Arguments>): Tool {
  return {
    fits: () => true,
    ...written,
    class: toolClass,
    targetOf: (args) => written.targetOf(args as Static<Arguments>),
    run: (scope, args) => written.run(scope, args as Static<Arguments>),
  };
}

export const closed = { additionalProperties: false };

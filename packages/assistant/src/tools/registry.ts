/** The tools there are, and those that one caller may use. */

import type { EngineContext } from "../host.ts";
import type { BoundTool, Tool, ToolScope } from "./tool.ts";

export const tools: readonly Tool[] = [];

/** Names, descriptions and arguments of all tools, as constant text. */
export const toolTexts = () =>
  JSON.stringify(tools.map(({ name, description, arguments: args }) => ({ name, description, args })));

export function toolsFor<Ctx extends EngineContext>(_scope: ToolScope<Ctx>): BoundTool[] {
  return [];
}

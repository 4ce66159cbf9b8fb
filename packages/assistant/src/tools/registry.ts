/** The tools there are, and those that one caller may use. */

import type { EngineContext } from "../host.ts";
import type { BoundTool, ToolScope } from "./tool.ts";

export function toolsFor<Ctx extends EngineContext>(_scope: ToolScope<Ctx>): BoundTool[] {
  return [];
}

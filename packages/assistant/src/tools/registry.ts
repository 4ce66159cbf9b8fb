/** The tools there are, and those that one caller may use. */

import Value from "typebox/value";
import type { EngineContext, Host } from "../host.ts";
import { proposeTools } from "./propose.ts";
import { readTools } from "./read.ts";
import type { BoundTool, Tool, ToolScope } from "./tool.ts";

export const tools: readonly Tool[] = [...readTools, ...proposeTools];

/** Names, descriptions and arguments of all tools, as constant text. */
export const toolTexts = () =>
  JSON.stringify(tools.map(({ name, description, arguments: args }) => ({ name, description, args })));

/** The tools of a host, in the rights of whoever `ctx` names. Arguments are checked before anything is looked up. */
export function toolsFor<Ctx extends EngineContext>(scope: ToolScope<Ctx>): BoundTool[] {
  const plain: ToolScope = { ...scope, host: scope.host as Host<EngineContext> };
  return tools
    .filter((tool) => tool.fits(plain.host))
    .map((tool) => ({
      ...tool,
      run: async (args) => {
        if (!Value.Check(tool.arguments, args)) return { data: { error: faultsOf(tool, args) } };
        try {
          return await tool.run(plain, args);
        } catch (error) {
          scope.ctx.log.warn({ err: error, event: "assistant-tool" }, `the tool ${tool.name} failed`);
          return { data: { error: "It could not be looked up now." } };
        }
      },
    }));
}

function faultsOf(tool: Tool, args: unknown): string {
  const [first] = Value.Errors(tool.arguments, args);
  return `The arguments do not fit: ${first?.instancePath || "/"} ${first?.message ?? ""}`.trim();
}

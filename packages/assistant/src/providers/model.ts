/** Asks a language model for blocks, step by step, with tools between them. The same for hosted models and local ones. */

import {
  isStepCount,
  jsonSchema,
  type LanguageModel,
  type ModelMessage,
  Output,
  streamText,
  type ToolSet,
  tool,
} from "ai";
import { mostTokens } from "../ledger/prices.ts";
import type { Prepared } from "../prepared.ts";
import { openRedactor, type Redactor } from "../privacy.ts";
import { harmless } from "../prompt/envelope.ts";
import { type ModelPrompt, outputCaps, promptOf, promptTokens, sourceText } from "../prompt/prompt.ts";
import type { BoundTool } from "../tools/tool.ts";
import { mostSteps, mostToolCalls, openBudget, toolRoom } from "./budget.ts";
import { openDraftReader } from "./draft-reader.ts";
import { costNothing, providerFault } from "./faults.ts";
import type { Aid, Piece, Provider, ProviderName } from "./provider.ts";
import { draftSchema, plainSchema } from "./schema.ts";

export interface ModelOptions {
  name: ProviderName;
  model: string;
  languageModel: LanguageModel;
  /** `array` where the provider holds a model to a schema, `lines` where it does not. */
  form: "array" | "lines";
  /** Whether the model calls tools; without them it has what was found for it beforehand. */
  hasTools: boolean;
  /** What marks the end of a text that is the same in the next call. */
  cacheMark?: Record<string, Record<string, { type: string }>>;
  timeouts?: Partial<Timeouts>;
}

export interface Timeouts {
  firstChunkMs: number;
  chunkMs: number;
  stepMs: number;
  totalMs: number;
  toolMs: number;
}

export const usualTimeouts: Timeouts = {
  firstChunkMs: 15_000,
  chunkMs: 10_000,
  stepMs: 60_000,
  totalMs: 120_000,
  toolMs: 4_000,
};

// Its warnings go to the console, past the log.
(globalThis as { AI_SDK_LOG_WARNINGS?: boolean }).AI_SDK_LOG_WARNINGS = false;

const arrayOutput = Output.array({ element: jsonSchema(draftSchema) });

export function modelProvider(options: ModelOptions): Provider {
  const { name, model } = options;
  return {
    name,
    model,
    async *answer(prepared, signal, aid) {
      const { vehicle } = prepared.question;
      const redactor = openRedactor(aid.names, [vehicle?.make ?? null, vehicle?.model ?? null]);
      const prompt = promptOf(prepared, { hide: redactor.hide, form: options.form });
      const bound = options.hasTools ? aid.tools : [];
      try {
        yield* streamed({ options, prepared, prompt, redactor, tools: bound, aid, signal });
      } catch (error) {
        signal.throwIfAborted();
        throw providerFault(error, new Date());
      }
    },
  };
}

interface Call {
  options: ModelOptions;
  prepared: Prepared;
  prompt: ModelPrompt;
  redactor: Redactor;
  tools: readonly BoundTool[];
  aid: Aid;
  signal: AbortSignal;
}

async function* streamed({ options, prepared, prompt, redactor, tools, aid, signal }: Call): AsyncIterable<Piece> {
  const { form, languageModel, cacheMark, timeouts } = options;
  const { meter } = aid;
  const maxOutputTokens = outputCaps[prepared.intent];
  const fixed = JSON.stringify(tools.map(({ name, description, arguments: args }) => ({ name, description, args })));
  const inputTokens = promptTokens(prompt, form === "array" ? fixed + JSON.stringify(draftSchema) : fixed);
  // Set aside while the client gets ready; nothing is sent before it is.
  const opening = openBudget(meter, { inputTokens, outputTokens: maxOutputTokens, hasTools: tools.length > 0 });
  opening.catch(() => undefined);
  const found: Piece[] = [];
  const bench = boundTools(tools, redactor, found, timeouts?.toolMs ?? usualTimeouts.toolMs);
  let requestId = "";
  let mayUseTools = true;
  const result = streamText({
    model: languageModel,
    instructions: prompt.instructions.map((content, at) => ({
      role: "system" as const,
      content,
      ...(at === prompt.instructions.length - 1 && cacheMark ? { providerOptions: cacheMark } : {}),
    })),
    messages: prompt.messages.map((message) => asMessage(message, cacheMark)),
    ...(form === "array" ? { output: arrayOutput } : {}),
    tools: bench,
    maxOutputTokens,
    maxRetries: 0,
    timeout: { ...usualTimeouts, ...timeouts },
    stopWhen: isStepCount(mostSteps),
    abortSignal: signal,
    // Errors come as parts of the stream; without this they would be written to the console too.
    onError: () => undefined,
    prepareStep: async ({ stepNumber, messages }) => {
      const budget = await opening;
      const grown = stepNumber === 0 ? inputTokens : inputTokens + tokensOf(messages.slice(prompt.messages.length));
      ({ requestId, mayUseTools } = await budget.step(stepNumber, grown));
      meter.sent(requestId);
      return mayUseTools ? {} : { toolChoice: "none" as const };
    },
  });
  const reader = openDraftReader();
  const drafts = (written: unknown[]) =>
    written.map((draft): Piece => ({ type: "draft", draft: redactor.restore(draft) }));
  for await (const part of result.stream) {
    switch (part.type) {
      case "text-delta":
        yield* drafts(reader.push(part.text));
        break;
      case "tool-call": {
        const called = tools.find(({ name }) => name === part.toolName);
        if (called !== undefined) yield statusOf(called, redactor.restore(part.input));
        break;
      }
      case "tool-result":
      case "tool-error":
        yield* found.splice(0);
        break;
      case "finish-step": {
        yield* drafts(reader.end());
        const { inputTokens, inputTokenDetails: details, outputTokens } = part.usage;
        if (inputTokens === undefined || outputTokens === undefined) break;
        const { noCacheTokens, cacheReadTokens = 0, cacheWriteTokens = 0 } = details;
        const plain = noCacheTokens ?? Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens);
        const usage = { inputTokens: plain, cacheReadTokens, cacheWriteTokens, outputTokens };
        yield { type: "usage", requestId, usage };
        break;
      }
      case "abort":
        throw new DOMException("", "TimeoutError");
      case "error":
        if (costNothing(part.error)) await meter.release(requestId);
        throw part.error;
      default:
    }
  }
}

function asMessage(
  { role, text, isMarked }: ModelPrompt["messages"][number],
  mark: ModelOptions["cacheMark"],
): ModelMessage {
  return { role, content: text, ...(isMarked && mark ? { providerOptions: mark } : {}) };
}

/** What tools and earlier steps added to the prompt. */
const tokensOf = (messages: readonly ModelMessage[]) => mostTokens(JSON.stringify(messages));

function statusOf({ name, label, targetOf }: BoundTool, args: unknown): Piece {
  return { type: "status", tool: name, label, target: targetOf(args) };
}

/** Tools as the client runs them: so many calls, so much text, and sources that may be cited afterwards. */
function boundTools(tools: readonly BoundTool[], { hide, restore }: Redactor, found: Piece[], toolMs: number): ToolSet {
  let calls = 0;
  let room = toolRoom;
  const entries = tools.map((each) => [
    each.name,
    tool({
      description: each.description,
      inputSchema: jsonSchema<unknown>(plainSchema(each.arguments)),
      execute: async (args: unknown) => {
        if (++calls > mostToolCalls) return "No more tools may be called. Answer with what is known.";
        const result = await within(toolMs, each.run(restore(args)));
        if (result === null) return "It took too long. Answer with what is known.";
        const { data, sources = [], suggestion } = result;
        for (const source of sources) found.push({ type: "source", source });
        if (suggestion !== undefined) found.push({ type: "suggestion", ...suggestion });
        const texts = [
          hide(harmless(JSON.stringify(data), 2000)),
          ...sources.map((source) => sourceText(source, hide, 1500)),
        ];
        const told = texts.join("\n").slice(0, room);
        room -= Math.min(room, mostTokens(told));
        return told === "" ? "There is no room for more. Answer with what is known." : told;
      },
    }),
  ]);
  return Object.fromEntries(entries);
}

/** What a tool found, or null after so long; nobody waits for it any more then. */
async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

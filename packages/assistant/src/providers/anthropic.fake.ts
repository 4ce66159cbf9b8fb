/** Stands in for Anthropic's Messages API on this machine: streams scripted answers and keeps prompts as its cache does. */

import {
  type FakeAnswer,
  type FakeForm,
  type FakeRequest,
  type ProviderFake,
  type Steps,
  startFake,
  usualBlocks,
} from "./fake.ts";

export const fakeAnthropicKey = "sk-ant-stand-in";

/** @see https://docs.anthropic.com/en/api/messages-streaming for the form of the stream */
export function startAnthropicFake(): Promise<ProviderFake> {
  const kept = new Set<string>();
  const form: FakeForm = {
    path: "/v1/messages",
    refusal,
    errorBody: (status, message) => ({ type: "error", error: { type: errorTypes[status] ?? "api_error", message } }),
    stream: (request, answer, write) => stream(usageOf(request, kept), request, answer, write),
  };
  return startFake(form);
}

const errorTypes: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  404: "not_found_error",
  429: "rate_limit_error",
  529: "overloaded_error",
};

function refusal({ headers, body }: FakeRequest): { status: number; message: string } | null {
  if (headers["x-api-key"] !== fakeAnthropicKey) return { status: 401, message: "invalid x-api-key" };
  if (headers["anthropic-version"] === undefined)
    return { status: 400, message: "anthropic-version: header is required" };
  if (typeof body.model !== "string") return { status: 400, message: "model: Field required" };
  if (!Number.isInteger(body.max_tokens)) return { status: 400, message: "max_tokens: Field required" };
  if (body.stream !== true) return { status: 400, message: "only streams are spoken here" };
  if (!Array.isArray(body.messages) || body.messages[0]?.role !== "user")
    return { status: 400, message: "messages: first message must use the user role" };
  if (body.messages.some(({ role }: { role: string }) => role === "system"))
    return { status: 400, message: "messages: roles are user and assistant" };
  return null;
}

interface FakeUsage {
  input_tokens: number;
  cache_read_input_tokens: number;
  cache_creation_input_tokens: number;
}

type Part = { cache_control?: unknown };

/** Counts a token for four letters; what stood before a mark in an earlier request is read from the cache. */
function usageOf({ body }: FakeRequest, kept: Set<string>): FakeUsage {
  const parts: Part[] = [
    ...(body.tools ?? []),
    ...(Array.isArray(body.system) ? body.system : [body.system ?? ""]),
    ...body.messages.flatMap(({ role, content }: { role: string; content: Part[] }) =>
      content.map((part) => ({ role, ...part })),
    ),
  ];
  let prefix = "";
  let [read, written] = [0, 0];
  for (const part of parts) {
    const { cache_control: mark, ...text } = part;
    prefix += JSON.stringify(text);
    if (mark === undefined) continue;
    if (kept.has(prefix)) read = prefix.length;
    else written = prefix.length;
    kept.add(prefix);
  }
  const tokens = (letters: number) => Math.ceil(Math.max(0, letters) / 4);
  return {
    input_tokens: tokens(prefix.length - Math.max(read, written)),
    cache_read_input_tokens: tokens(read),
    cache_creation_input_tokens: tokens(written - read),
  };
}

function* stream(
  usage: FakeUsage,
  { body }: FakeRequest,
  { blocks, text, tools = [], fault }: FakeAnswer,
  write: (event: string | null, data: unknown) => void,
): Steps {
  const send = (type: string, data: object) => write(type, { type, ...data });
  let letters = 0;
  yield () =>
    send("message_start", {
      message: {
        id: "msg_1",
        type: "message",
        role: "assistant",
        model: body.model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { ...usage, output_tokens: 1 },
      },
    });
  if (fault === "overloaded") {
    yield () => send("error", { error: { type: "overloaded_error", message: "Overloaded" } });
    return;
  }
  const pieces =
    text !== undefined ? [text] : tools.length > 0 && blocks === undefined ? [] : listed(blocks ?? usualBlocks);
  if (pieces.length > 0) {
    send("content_block_start", { index: 0, content_block: { type: "text", text: "" } });
    for (const [at, piece] of pieces.entries()) {
      // The end of the list never comes when the line is cut.
      if (fault === "cut" && at === pieces.length - 1) return;
      letters += piece.length;
      yield () => send("content_block_delta", { index: 0, delta: { type: "text_delta", text: piece } });
    }
    send("content_block_stop", { index: 0 });
  }
  for (const [at, { name, input }] of tools.entries()) {
    const index = at + 1;
    letters += JSON.stringify(input).length;
    yield () => {
      send("content_block_start", {
        index,
        content_block: { type: "tool_use", id: `toolu_${index}`, name, input: {} },
      });
      send("content_block_delta", { index, delta: { type: "input_json_delta", partial_json: JSON.stringify(input) } });
      send("content_block_stop", { index });
    };
  }
  yield () => {
    const stop = tools.length > 0 ? "tool_use" : "end_turn";
    const output = Math.min(body.max_tokens, Math.ceil(letters / 4));
    send("message_delta", { delta: { stop_reason: stop, stop_sequence: null }, usage: { output_tokens: output } });
    send("message_stop", {});
  };
}

/** Blocks as the list a schema asks for, one piece each. */
function listed(blocks: readonly unknown[]): string[] {
  const pieces = blocks.map((block, at) => `${at === 0 ? '{"elements":[' : ","}${JSON.stringify(block)}`);
  return [...(pieces.length === 0 ? ['{"elements":['] : pieces), "]}"];
}

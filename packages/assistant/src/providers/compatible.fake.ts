/** Stands in for a server that speaks OpenAI's form of chat completions, on this machine. */

import {
  type FakeAnswer,
  type FakeForm,
  type FakeRequest,
  type ProviderFake,
  type Steps,
  startFake,
  usualBlocks,
} from "./fake.ts";

/** @param key what the server asks for; a local one asks for nothing */
export function startCompatibleFake(key?: string): Promise<ProviderFake> {
  const form: FakeForm = {
    path: "/v1/chat/completions",
    refusal: (request) => refusal(request, key),
    errorBody: (_, message) => ({ error: { message, type: "invalid_request_error", param: null, code: null } }),
    stream,
  };
  return startFake(form);
}

function refusal({ headers, body }: FakeRequest, key: string | undefined): { status: number; message: string } | null {
  if (key !== undefined && headers.authorization !== `Bearer ${key}`)
    return { status: 401, message: "Incorrect API key" };
  if (typeof body.model !== "string") return { status: 400, message: "you must provide a model parameter" };
  if (!Array.isArray(body.messages) || body.messages.length === 0)
    return { status: 400, message: "messages is required" };
  if (body.stream !== true) return { status: 400, message: "only streams are spoken here" };
  return null;
}

function* stream(
  { body }: FakeRequest,
  { blocks, text, tools = [], fault }: FakeAnswer,
  write: (event: string | null, data: unknown) => void,
): Steps {
  const chunk = (delta: object, finish: string | null = null) =>
    write(null, {
      id: "chatcmpl-1",
      object: "chat.completion.chunk",
      created: 1,
      model: body.model,
      choices: [{ index: 0, delta, finish_reason: finish }],
    });
  if (fault === "overloaded") {
    yield () => write(null, { error: { message: "The server is overloaded", type: "server_error", code: 503 } });
    return;
  }
  yield () => chunk({ role: "assistant", content: "" });
  const lines =
    text !== undefined ? [text] : tools.length > 0 && blocks === undefined ? [] : linesOf(blocks ?? usualBlocks);
  for (const [at, line] of lines.entries()) {
    if (fault === "cut" && at === lines.length - 1) return;
    yield () => chunk({ content: line });
  }
  for (const [index, { name, input }] of tools.entries()) {
    const called = { name, arguments: JSON.stringify(input) };
    yield () => chunk({ tool_calls: [{ index, id: `call_${index}`, type: "function", function: called }] });
  }
  yield () => {
    chunk({}, tools.length > 0 ? "tool_calls" : "stop");
    if (body.stream_options?.include_usage)
      write(null, {
        id: "chatcmpl-1",
        object: "chat.completion.chunk",
        created: 1,
        model: body.model,
        choices: [],
        usage: usageOf(body, lines),
      });
    write(null, "[DONE]");
  };
}

const linesOf = (blocks: readonly unknown[]) => blocks.map((block) => `${JSON.stringify(block)}\n`);

function usageOf(body: FakeRequest["body"], lines: readonly string[]) {
  const input = Math.ceil(JSON.stringify(body.messages).length / 4);
  const output = Math.ceil(lines.join("").length / 4);
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

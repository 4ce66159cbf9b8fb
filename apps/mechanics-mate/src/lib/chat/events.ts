import type { AnswerEvent } from "@mechanicbuddy/assistant/engine";

export type { AnswerEvent };

/** Reads server-sent events as they come. Comments and lines that are no event are passed over. */
export async function* eventsOf(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<AnswerEvent & { n: number }> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    rest += value;
    const parts = rest.split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(part)?.[1];
      const [event, data] = [field("event"), field("data")];
      if (event === undefined || data === undefined) continue;
      yield { event, data: JSON.parse(data), n: Number(field("id") ?? 0) } as AnswerEvent & { n: number };
    }
  }
}

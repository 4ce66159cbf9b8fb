/** What the stand-ins of model providers share: a server on this machine, a script of answers, and every way to fail. */

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type FakeFault =
  /** An answer with this status instead of a stream. */
  | { status: number; retryAfter?: string }
  /** Nothing comes, ever. */
  | "hang"
  /** The line breaks after what was written so far. */
  | "cut"
  /** A stream of what is no JSON. */
  | "malformed"
  /** A stream that begins, and says that the provider is overloaded. */
  | "overloaded";

/** One answer of a stand-in. */
export interface FakeAnswer {
  blocks?: readonly unknown[];
  /** Letters instead of blocks, as they are. */
  text?: string;
  tools?: readonly { name: string; input: unknown }[];
  fault?: FakeFault;
  /** Before each block. */
  pauseMs?: number;
  /** Waits for this before it goes on behind the first block. */
  until?: Promise<unknown>;
}

export interface FakeRequest {
  headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: a request of any shape is looked into
  body: any;
  /** When the caller went away before the end, on the clock of `performance`. */
  leftAt: number | null;
}

export interface ProviderFake {
  /** With which an SDK is set up. */
  url: string;
  requests: FakeRequest[];
  /** What is answered next; one after the other, the last one again and again. */
  script(...answers: FakeAnswer[]): void;
  close(): Promise<void>;
}

/** What one vendor's form adds. */
export interface FakeForm {
  path: string;
  /** Why a request is not one of this vendor's, or null. */
  refusal(request: FakeRequest): { status: number; message: string } | null;
  errorBody(status: number, message: string): unknown;
  stream(request: FakeRequest, answer: FakeAnswer, write: (event: string | null, data: unknown) => void): Steps;
}

/** The parts of a stream; a pause may stand between them. */
export type Steps = Iterable<() => void>;

/** Starts a stand-in on a port that is free. */
export async function startFake(form: FakeForm): Promise<ProviderFake> {
  const requests: FakeRequest[] = [];
  let answers: FakeAnswer[] = [];
  const server = createServer((incoming, outgoing) => {
    reply(incoming, outgoing).catch(() => outgoing.destroy());
  });

  async function reply(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request: FakeRequest = {
      headers: incoming.headers,
      body: JSON.parse(Buffer.concat(chunks).toString() || "{}"),
      leftAt: null,
    };
    requests.push(request);
    outgoing.on("close", () => {
      if (!outgoing.writableFinished) request.leftAt = performance.now();
    });
    const refused = incoming.url === form.path ? form.refusal(request) : { status: 404, message: "No such path" };
    const answer: FakeAnswer = (answers.length > 1 ? answers.shift() : answers[0]) ?? {};
    const { fault } = answer;
    if (fault === "hang") return;
    const status = refused?.status ?? (typeof fault === "object" ? fault.status : 200);
    if (status !== 200) {
      const retryAfter = typeof fault === "object" ? fault.retryAfter : undefined;
      outgoing.writeHead(status, {
        "content-type": "application/json",
        ...(retryAfter === undefined ? {} : { "retry-after": retryAfter }),
      });
      outgoing.end(JSON.stringify(form.errorBody(status, refused?.message ?? "fault")));
      return;
    }
    outgoing.writeHead(200, { "content-type": "text/event-stream" });
    const write = (event: string | null, data: unknown) => {
      const told = typeof data === "string" ? data : JSON.stringify(data);
      outgoing.write(`${event === null ? "" : `event: ${event}\n`}data: ${told}\n\n`);
    };
    if (fault === "malformed") {
      outgoing.end("data: {this is no JSON\n\n");
      return;
    }
    let at = 0;
    for (const step of form.stream(request, answer, write)) {
      step();
      if (answer.pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.pauseMs));
      if (++at === 2) await answer.until;
    }
    if (fault === "cut") outgoing.destroy();
    else outgoing.end();
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    script: (...next) => {
      answers = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An answer that is written when a script says nothing. */
export const usualBlocks: readonly unknown[] = [
  { kind: "summary", text: "The stand-in of a model answers this.", citations: [] },
];

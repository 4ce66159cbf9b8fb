import type { Conversation, Turn } from "@mechanicbuddy/contract/mate/conversations";
import { type AnswerEvent, eventsOf } from "./events.ts";

type Shown = NonNullable<Turn["answer"]>;

export interface Question {
  message: string;
  vehicleId?: string;
  mode?: "auto" | "reference";
  register?: "technician" | "owner";
}

interface Problem {
  code?: string;
  detail?: string;
  resetsAt?: string | null;
  canUseReference?: boolean;
}

/** How often a lost stream is taken up again, and how long is waited before. */
const RETRIES = 5;
const PAUSE_MS = 700;

/** One conversation on the screen: what was asked, what is being answered, and what went wrong. */
export class ChatSession {
  turns: Turn[] = $state([]);
  conversationId: string | undefined = $state();
  running = $state(false);
  /** What the answer is doing: "reading page 14 of …". */
  status: string | undefined = $state();
  problem: Problem | undefined = $state();
  #token: string;
  #answerId: string | undefined;
  #last = 0;

  constructor(token: string, conversation: Conversation | null) {
    this.#token = token;
    this.turns = conversation?.turns ?? [];
    this.conversationId = conversation?.id;
  }

  /** Asks and follows the answer to its end. A refusal leaves the words with whoever typed them: false. */
  async ask(question: Question): Promise<boolean> {
    if (this.running) return false;
    this.running = true;
    this.problem = undefined;
    this.#last = 0;
    const clientMessageId = crypto.randomUUID();
    try {
      const response = await this.#send({ ...question, clientMessageId, conversationId: this.conversationId });
      if (!response.ok || response.body === null) {
        this.problem = (await response.json()) as Problem;
        return false;
      }
      this.turns.push({
        id: clientMessageId,
        role: "user",
        text: question.message,
        at: new Date().toISOString(),
        answer: null,
      });
      await this.#follow(response.body);
      return true;
    } catch {
      this.problem = { code: "offline" };
      return false;
    } finally {
      this.running = false;
      this.status = undefined;
    }
  }

  /** Follows an answer that was being written when the page was opened. */
  async resume(answerId: string): Promise<void> {
    this.running = true;
    this.#answerId = answerId;
    const turn = this.turns.at(-1);
    if (turn?.answer) turn.answer.blocks = [];
    try {
      await this.#readOn();
    } finally {
      this.running = false;
      this.status = undefined;
    }
  }

  async stop(): Promise<void> {
    if (this.#answerId === undefined) return;
    await fetch(`/api/chat/${this.#answerId}/cancel`, { method: "POST", headers: { "x-csrf-token": this.#token } });
  }

  async #send(body: object): Promise<Response> {
    const post = () =>
      fetch("/api/chat", {
        method: "POST",
        headers: { "content-type": "application/json", accept: "text/event-stream", "x-csrf-token": this.#token },
        body: JSON.stringify(body),
      });
    const response = await post();
    if (response.status !== 403 || !(await isStale(response.clone()))) return response;
    // The page was open for longer than its token is good.
    const fresh = await fetch("/api/auth/csrf-token");
    this.#token = ((await fresh.json()) as { csrfToken: string }).csrfToken;
    return post();
  }

  async #follow(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<void> {
    const isWhole = await this.#read(body).catch(() => false);
    if (!isWhole && this.#answerId !== undefined) await this.#readOn();
  }

  async #readOn(): Promise<void> {
    for (let attempt = 0; attempt < RETRIES; attempt++) {
      const response = await fetch(`/api/chat/${this.#answerId}/events`, {
        headers: { "last-event-id": String(this.#last) },
      }).catch(() => undefined);
      const isWhole = response?.ok && response.body !== null && (await this.#read(response.body).catch(() => false));
      if (isWhole) return;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * (attempt + 1)));
    }
    this.problem = { code: "lost" };
  }

  /** True when the answer came to its end. */
  async #read(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<boolean> {
    for await (const event of eventsOf(body)) {
      this.#last = event.n;
      this.#show(event);
      if (event.event === "done" || event.event === "error") return true;
    }
    return false;
  }

  #show({ event, data }: AnswerEvent): void {
    const answer = () => this.turns.at(-1)?.answer as Shown;
    if (event === "meta") {
      this.#answerId = data.answerId;
      this.conversationId = data.conversationId;
      const turn = this.turns.at(-1);
      if (turn !== undefined && turn.answer?.id !== data.answerId)
        turn.answer = begun(data.answerId, data.mode, data.model);
      else if (turn?.answer) Object.assign(turn.answer, { mode: data.mode, model: data.model });
    }
    if (event === "status") this.status = `${data.label} ${data.target}`.trim();
    if (event === "block") answer().blocks.push(data.block);
    if (event === "citation") answer().sources.push(data);
    if (event === "done")
      Object.assign(answer(), {
        state: data.reason === "cancelled" ? "cancelled" : "done",
        confidence: data.confidence,
      });
    if (event === "error") {
      answer().state = data.code === "interrupted" ? "interrupted" : "failed";
      this.problem = { code: data.code, canUseReference: data.canUseReference };
    }
  }
}

const begun = (id: string, mode: Shown["mode"], model: string | null): Shown => ({
  id,
  mode,
  model,
  state: "running",
  blocks: [],
  sources: [],
  confidence: null,
  thumb: null,
  fixed: null,
});

const isStale = async (response: Response) => ((await response.json()) as Problem).code === "csrf_invalid";

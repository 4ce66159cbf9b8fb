/** Numbers the events of one answer, stores them, and only then lets anybody see them. */

import type { EngineContext, Host } from "../host.ts";
import { addEvents, type Finish, finish } from "../store/answers.ts";
import type { AnswerEvent, StoredEvent } from "./event.ts";
import type { Feed } from "./feed.ts";

/** Somebody else ended the answer: its lease was lost, or its row was deleted. */
export class AnswerLost extends Error {
  constructor() {
    super("The answer was ended elsewhere");
    this.name = "AnswerLost";
  }
}

export interface Writer {
  emit(...events: AnswerEvent[]): Promise<void>;
  /** The last events and the end of the row, together. */
  end(end: Omit<Finish, "answerId" | "now">, ...events: AnswerEvent[]): Promise<void>;
}

export interface WriterOptions<Ctx extends EngineContext> {
  host: Host<Ctx>;
  ctx: Ctx;
  answerId: string;
  userId: string;
  feed: Feed;
  /** Other replicas are told that there is news. */
  published: () => Promise<void>;
}

export function openWriter<Ctx extends EngineContext>(options: WriterOptions<Ctx>): Writer {
  const { host, ctx, answerId, userId, feed, published } = options;
  let n = 0;
  const numbered = (events: AnswerEvent[]): StoredEvent[] => events.map((event) => ({ ...event, n: ++n }));

  async function stored(events: StoredEvent[], end?: Omit<Finish, "answerId" | "now">): Promise<void> {
    const isStored = await host.transaction(ctx, async (ctx) => {
      const now = ctx.now();
      if (!(await addEvents(ctx.db, { answerId, userId, now }, events))) return false;
      return end === undefined || (await finish(ctx.db, { ...end, answerId, now }));
    });
    if (!isStored) throw new AnswerLost();
    feed.push(events);
    await published();
  }

  return {
    emit: (...events) => stored(numbered(events)),
    end: (end, ...events) => stored(numbered(events), end),
  };
}

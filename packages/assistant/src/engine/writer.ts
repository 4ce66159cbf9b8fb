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
  feed: Feed;
  /** The event that was stored with the question. */
  first: StoredEvent;
  /** Other replicas are told that there is news. */
  published: () => Promise<void>;
  /** Told after each write whether somebody asked to stop. */
  stored: (isCancelled: boolean) => void;
}

export function openWriter<Ctx extends EngineContext>(options: WriterOptions<Ctx>): Writer {
  const { host, ctx, answerId, feed, first, published } = options;
  const userId = host.userId(ctx);
  let { n } = first;
  feed.push([first]);
  const numbered = (events: AnswerEvent[]): StoredEvent[] => events.map((event) => ({ ...event, n: ++n }));

  /** One write after the other, in the order in which they were asked for. */
  let last: Promise<void> = Promise.resolve();
  function inTurn(write: () => Promise<void>): Promise<void> {
    const written = last.then(write);
    last = written.catch(() => undefined);
    return written;
  }

  async function store(events: StoredEvent[], end?: Omit<Finish, "answerId" | "now">): Promise<void> {
    const added = await host.transaction(ctx, async (ctx) => {
      const now = ctx.now();
      const added = await addEvents(ctx.db, { answerId, userId, now, isAll: end === undefined }, events);
      if (added === undefined || end === undefined) return added;
      return (await finish(ctx.db, { ...end, answerId, now })) ? added : undefined;
    });
    if (added === undefined) throw new AnswerLost();
    feed.push(events);
    options.stored(added.isCancelled);
    await published();
  }

  return {
    emit: (...events) => inTurn(() => store(numbered(events))),
    end: (end, ...events) => inTurn(() => store(numbered(events), end)),
  };
}

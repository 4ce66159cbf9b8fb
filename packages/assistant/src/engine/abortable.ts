/** Reads what comes until a signal ends it, even when nothing comes any more. */
export async function* abortable<T>(pieces: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
  const iterator = pieces[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  aborted.promise.catch(() => undefined);
  signal.addEventListener("abort", abort, { once: true });
  let isOver = false;
  try {
    signal.throwIfAborted();
    for (;;) {
      const next = iterator.next();
      // Whoever was left behind may still fail; nobody waits for that.
      next.catch(() => undefined);
      const { value, done } = await Promise.race([next, aborted.promise]);
      if (done) {
        isOver = true;
        return;
      }
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", abort);
    if (!isOver) iterator.return?.().catch(() => undefined);
  }
}

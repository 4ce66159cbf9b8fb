/** Calls a provider and waits only so long for it to begin: the client's own limits count from its first byte on. */
export function patientFetch(firstByteMs: number): typeof fetch {
  return async (input, init) => {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(new DOMException("No answer in time", "TimeoutError")), firstByteMs);
    const signals = [late.signal, ...(init?.signal ? [init.signal] : [])];
    try {
      return await fetch(input, { ...init, signal: AbortSignal.any(signals) });
    } finally {
      clearTimeout(timer);
    }
  };
}

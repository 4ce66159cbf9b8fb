/** A vendor or an instance cannot do it now: away, slow, busy. Trying again later may help. */
export class Trouble extends Error {
  /** Seconds the other side asked to wait. */
  readonly retryAfter: number | undefined;
  constructor(message: string, retryAfter?: number) {
    super(message);
    this.name = "Trouble";
    this.retryAfter = retryAfter;
  }
}

/** The other side said no for good: wrong values, missing rights, somebody else's object. */
export class Denied extends Error {
  /** The problem's code, where one of our own systems refused. */
  readonly code: string | undefined;
  constructor(message: string, code?: string) {
    super(message);
    this.name = "Denied";
    this.code = code;
  }
}

/** What has to come first is not there yet; waiting for it is no failure and has no end. */
export class NotYet extends Error {
  constructor(message: string) {
    super(message);
    this.name = "NotYet";
  }
}

interface Request {
  /** Who is asked, for the message. */
  vendor: string;
  url: string;
  method?: string;
  headers?: Record<string, string>;
  /** Sent as JSON, a form as what it is. */
  body?: unknown;
  timeoutMs?: number;
}

/** Asks another company's service. Everything that may pass becomes `Trouble`, everything else that fails `Denied`. */
export async function ask({
  vendor,
  url,
  method = "GET",
  headers,
  body,
  timeoutMs = 10_000,
}: Request): Promise<Response> {
  const isJson = body !== undefined && !(body instanceof FormData);
  let answer: Response;
  try {
    answer = await fetch(url, {
      method,
      headers: { ...(isJson ? { "content-type": "application/json" } : {}), ...headers },
      body: isJson ? JSON.stringify(body) : (body as FormData | undefined),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "manual",
    });
  } catch (error) {
    throw new Trouble(`${vendor} does not answer: ${(error as Error).message}`);
  }
  const { status } = answer;
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const after = Number(answer.headers.get("retry-after"));
    await answer.body?.cancel();
    throw new Trouble(`${vendor} answers ${status}`, Number.isFinite(after) && after > 0 ? after : undefined);
  }
  return answer;
}

/** The JSON of an answer; what is no JSON is a fault of the other side that may pass. */
export async function jsonOf(vendor: string, answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch {
    throw new Trouble(`${vendor} answers with something that is no JSON`);
  }
}

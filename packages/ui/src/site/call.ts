import type { Input, Reply, Route, RouteOptions, TypedRoute } from "@mechanicbuddy/contract/route";

/** The parts of a call its route asks for; what the route does not have cannot be given. */
type Call<R extends Route> = (Record<never, never> extends Input<R>["params"]
  ? { params?: Input<R>["params"] }
  : { params: Input<R>["params"] }) &
  (R["options"]["query"] extends object ? { query?: Input<R>["query"] } : { query?: undefined }) &
  (R["options"]["body"] extends object
    ? { body: Input<R>["body"] }
    : R["options"]["upload"] extends number
      ? { body: Uint8Array }
      : { body?: undefined }) & {
    /** Of the rendered form: a double click is one action. */
    idempotencyKey?: string;
  };

export type Args<R extends Route> = Record<never, never> extends Call<R> ? [call?: Call<R>] : [call: Call<R>];

/** Calls routes of the contract in the name of whoever is signed in. */
export type Api = <Path extends string, Options extends RouteOptions>(
  route: TypedRoute<Path, Options>,
  ...args: Args<TypedRoute<Path, Options>>
) => Promise<Reply<TypedRoute<Path, Options>>>;

/** What a call may hold, whatever its route. */
export interface AnyCall {
  params?: object;
  query?: object;
  body?: unknown;
  idempotencyKey?: string;
  accept?: string;
}

/** The address of a call at the API; empty values of the query are left out. */
export function addressOf(route: Route, { params = {}, query = {} }: AnyCall, apiUrl: URL): URL {
  const values = params as Record<string, string>;
  const path = route.path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const address = new URL(path, apiUrl);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") address.searchParams.set(name, String(value));
  }
  return address;
}

/** A file of the API as a reply of the site: streamed, sandboxed, names kept. */
export function passedOn(reply: Response): Response {
  const headers = new Headers({ "content-security-policy": "sandbox; default-src 'none'" });
  for (const name of ["content-type", "content-disposition", "content-length", "etag", "cache-control"]) {
    const value = reply.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(reply.body, { status: reply.status, headers });
}

import type { TObject, TSchema } from "typebox";
import { type Binary, type Method, type Route, route, type TypedRoute } from "../route.ts";

/**
 * Who may call a route: anyone, a session, a session with a confirmed address, an administrator; `signature` is its own
 * authority and reads no cookie.
 */
export type Who = "public" | "session" | "verified" | "admin" | "signature";

export interface MateOptions {
  who: Who;
  summary: string;
  params?: TObject;
  query?: TObject;
  body?: TSchema;
  reply: Record<number, TSchema | Binary>;
  /** Largest body in bytes; 64 kB unless said. */
  bodyLimit?: number;
  /** What a body may be; JSON unless said. */
  takes?: "json" | "multipart" | "raw";
  /** Attempts an hour and address. */
  attemptsPerHour?: number;
  /** True: the session's password must have been given within the last ten minutes. */
  freshProof?: boolean;
  /** True: the reply is a stream of server-sent events. */
  streams?: boolean;
  /** True: reads no cookie and counts against no limit, for probes. */
  exempt?: boolean;
}

export type MateRoute<Path extends string = string, Options extends MateOptions = MateOptions> = TypedRoute<
  Path,
  Options & { permission: "public" | "self" }
> & { readonly who: Who; readonly options: Options };

/** Any route of the site, for tables and sweeps. */
export type AnyMateRoute = Route & MateOptions;

/** Defines a route of the site once for server, client and documentation. */
export function mateRoute<const Path extends `/${string}`, const Options extends MateOptions>(
  method: Method,
  path: Path,
  options: Options,
): MateRoute<Path, Options> {
  const permission = options.who === "public" || options.who === "signature" ? "public" : "self";
  return { ...route(method, path, { ...options, permission }), ...options } as unknown as MateRoute<Path, Options>;
}

import Type, { type Static, type TObject, type TProperties, type TSchema } from "typebox";
import type { Permission } from "./permission.ts";
import type { ProblemCode } from "./problem.ts";

/** Who may call a route: one permission, anyone (`public`), any session (`self`), or the platform (`service`). */
export type Access = Permission | "public" | "self" | "service";

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** Marks a reply that is a file: `binary("application/pdf")`. */
export interface Binary {
  readonly binary: string;
}
export function binary(mediaType: string): Binary {
  return { binary: mediaType };
}

/** Marks a reply without a body (204). */
export const empty = Type.Null();

export interface RouteOptions {
  permission: Access;
  summary: string;
  params?: TObject;
  query?: TObject;
  body?: TSchema;
  reply: Record<number, TSchema | Binary>;
  errors?: readonly ProblemCode[];
  /** Largest body in bytes; 1 MiB unless said. */
  bodyLimit?: number;
  /** True: begins something that a workshop in state `read_only` may not begin. */
  beginsNew?: boolean;
  /** Who may call it while the workshop is suspended or closing; nobody unless said. `documents`: anyone, not when closing. */
  whilePaused?: "anyone" | "owner" | "documents";
  /** The body is a file as it is (`application/octet-stream`) of at most so many bytes. */
  upload?: number;
  /** True: asks for the password again unless it, or a code, was given within the last 15 minutes. */
  freshProof?: boolean;
  /** True: open to support though any session may call it, because it shows the workshop and not the person. */
  forSupport?: boolean;
  /** Attempts per hour and address or person for exact limits (sign-in, links, public forms). */
  attemptsPerHour?: number;
}

export interface Route<Options extends RouteOptions = RouteOptions> extends RouteOptions {
  readonly method: Method;
  /** Path with `:name` parameters, `/api/customers/:id`. */
  readonly path: string;
  readonly feature: string;
  readonly options: Options;
}

/** Names of the `:parameters` of a path. */
type ParamNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Params<Path extends string, Options extends RouteOptions> = Options["params"] extends TObject
  ? Static<Options["params"]>
  : Record<ParamNames<Path>, string>;

/** A route with its path kept as a literal, so that parameters are typed. */
export interface TypedRoute<Path extends string, Options extends RouteOptions> extends Route<Options> {
  readonly path: Path;
}

/** What a handler receives. */
export interface Input<R extends Route> {
  params: R extends TypedRoute<infer Path, infer Options> ? Params<Path, Options> : Record<string, string>;
  query: R["options"]["query"] extends TObject ? Static<R["options"]["query"]> : Record<string, never>;
  body: R["options"]["body"] extends TSchema
    ? Static<R["options"]["body"]>
    : R["options"]["upload"] extends number
      ? Uint8Array
      : undefined;
}

/** Binary first: a schema is any object to the type checker. */
type ReplyOf<T> = T extends Binary ? Uint8Array : T extends TSchema ? Static<T> : never;

/** What the caller gets on success. */
export type Reply<R extends Route> = ReplyOf<R["options"]["reply"][keyof R["options"]["reply"]]>;

/**
 * Defines a route once for server, client and documentation. Path parameters that end in `id` must be UUIDs unless
 * `params` says otherwise; unknown query keys and body fields are refused by closing every object.
 */
export function route<const Path extends `/${string}`, const Options extends RouteOptions>(
  method: Method,
  path: Path,
  options: Options,
): TypedRoute<Path, Options> {
  const feature = path.split("/").find((part) => part !== "" && part !== "api") ?? "root";
  return { ...options, method, path, feature, options, params: options.params ?? paramsOf(path) };
}

/** An object that refuses unknown keys. Use it for every body and query. */
export function closed<P extends TProperties>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}

function paramsOf(path: string): TObject | undefined {
  const names = [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] as string);
  if (names.length === 0) return undefined;
  const schema = (name: string) =>
    name.toLowerCase().endsWith("id") ? Type.String({ format: "uuid" }) : Type.String({ minLength: 1, maxLength: 200 });
  return Type.Object(Object.fromEntries(names.map((name) => [name, schema(name)])));
}

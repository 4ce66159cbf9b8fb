import type { TObject, TSchema } from "typebox";
import type { ProblemCode } from "../problem.ts";
import { type Binary, type Method, type Route, route, type TypedRoute } from "../route.ts";
import type { MemberRole, StaffPermission } from "./permission.ts";

/**
 * Who may call a route; each audience that is named may, nobody else. A route that names none does not exist.
 * - `public`: anyone, within the attempts it names.
 * - `customer`: an account. `self` needs no workshop; with roles, the account must be a member of the workshop `:id`.
 * - `staff`: a person who runs the platform and holds the permission; `self` is anyone of them.
 * - `service`: the proxy's routing key, or the token of the instance `:id`.
 */
export interface Who {
  public?: true;
  customer?: "self" | readonly MemberRole[];
  staff?: "self" | StaffPermission;
  service?: "routing" | "instance";
}

export interface ManagementOptions {
  who: Who;
  summary: string;
  params?: TObject;
  query?: TObject;
  body?: TSchema;
  reply: Record<number, TSchema | Binary>;
  errors?: readonly ProblemCode[];
  /** Largest body in bytes; 64 KiB unless said. */
  bodyLimit?: number;
  /** Attempts per hour and address block for routes anyone may call. */
  attemptsPerHour?: number;
  /** True: staff give their second factor again when the last one is older than ten minutes. */
  freshFactor?: boolean;
}

export type ManagementRoute<
  Path extends string = string,
  Options extends ManagementOptions = ManagementOptions,
> = TypedRoute<Path, Options & { permission: "public" | "self" }> & { readonly who: Who; readonly options: Options };

/** Any route of the platform, for tables and sweeps. */
export type AnyManagementRoute = Route & ManagementOptions;

/** Defines a route of the platform once for server, portal and documentation. */
export function managementRoute<const Path extends `/${string}`, const Options extends ManagementOptions>(
  method: Method,
  path: Path,
  options: Options,
): ManagementRoute<Path, Options> {
  const permission = options.who.public === true ? "public" : "self";
  return { ...route(method, path, { ...options, permission }), ...options } as unknown as ManagementRoute<
    Path,
    Options
  >;
}

import { readdir } from "node:fs/promises";
import type { Route } from "@mechanicbuddy/contract/route";

const folder = new URL("../../../../packages/contract/src/", import.meta.url);

/** Every route that a module of the contract exports, whether anybody serves it or not. */
export async function contractRoutes(): Promise<Route[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const modules = await Promise.all(names.map((name) => import(new URL(name, folder).href) as Promise<object>));
  return modules.flatMap((module) => Object.values(module).filter(isRoute));
}

/** Guarded by a person's session. The platform's own routes open to its signature alone and have their tests in `plan`. */
export function isForPeople(route: Route): boolean {
  return route.permission !== "public" && route.permission !== "service";
}

function isRoute(exported: unknown): exported is Route {
  return typeof exported === "object" && exported !== null && "method" in exported && "path" in exported;
}

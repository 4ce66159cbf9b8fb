import { mateProblemCodes } from "@mechanicbuddy/contract/mate/problem";
import type { AnyMateRoute } from "@mechanicbuddy/contract/mate/route";
import { openApi } from "@mechanicbuddy/platform/http/openapi";

type Operation = Record<string, unknown> & { responses: Record<string, unknown> };

/** The interface as OpenAPI: sessions are cookies, unsafe requests of browsers carry a token, refusals have our codes. */
export function documentOf(version: string, routes: readonly AnyMateRoute[]): Record<string, unknown> {
  const document = openApi("Mechanics Mate", version, routes);
  const paths = document.paths as Record<string, Record<string, Operation>>;
  for (const { method, path, who } of routes) {
    const operation = paths[path.replace(/:([A-Za-z]+)/g, "{$1}")]?.[method.toLowerCase()];
    if (operation === undefined) continue;
    delete operation["x-permission"];
    operation["x-who"] = who;
    operation.security = who === "public" || who === "signature" ? [] : [{ session: [] }];
    operation.tags = [path.split("/")[2] ?? "health"];
    operation.responses.default = {
      ...(operation.responses.default as object),
      "x-codes": Object.keys(mateProblemCodes),
    };
  }
  const schemes = {
    session: { type: "apiKey", in: "cookie", name: "__Host-mate_session" },
    token: { type: "apiKey", in: "header", name: "X-CSRF-Token" },
  };
  return { ...document, components: { ...(document.components as object), securitySchemes: schemes } };
}

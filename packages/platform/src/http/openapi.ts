import { Problem, problemCodes } from "@mechanicbuddy/contract/problem";
import { type Binary, binary, type Route } from "@mechanicbuddy/contract/route";
import type { TObject, TSchema } from "typebox";
import type { App } from "./app.ts";
import { rowOf } from "./list-csv.ts";

type Json = Record<string, unknown>;

/** OpenAPI 3.1 of the routes a server answers: the contracts themselves are the schemas. */
export function openApi(title: string, version: string, routes: readonly Route[]): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:([A-Za-z]+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title, version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      schemas: { Problem },
    },
    paths,
  };
}

function operation(route: Route): Json {
  const isPublic = route.permission === "public";
  return {
    operationId: `${route.method.toLowerCase()} ${route.path}`,
    summary: route.summary,
    tags: [route.feature],
    "x-permission": route.permission,
    security: isPublic ? [] : [{ bearer: [] }],
    parameters: [...parameters(route.params, "path"), ...parameters(route.query, "query"), ...idempotency(route)],
    ...requestBody(route),
    responses: {
      ...replies(route),
      default: { description: "Refused", content: problem(), "x-codes": codesOf(route) },
    },
  };
}

function requestBody({ body, upload }: Route): Json {
  if (upload !== undefined) return { requestBody: { required: true, ...content(binary("application/octet-stream")) } };
  return body === undefined ? {} : { requestBody: { required: true, content: json(body) } };
}

function codesOf(route: Route): string[] {
  const always = route.permission === "public" ? [] : ["unauthenticated", "forbidden"];
  const known = new Set([...always, "invalid", "rate_limited", "unavailable", "internal", ...(route.errors ?? [])]);
  return Object.keys(problemCodes).filter((code) => known.has(code));
}

function parameters(schema: TObject | undefined, where: "path" | "query"): Json[] {
  const required = new Set((schema as { required?: string[] } | undefined)?.required ?? []);
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.has(name),
    schema: property,
  }));
}

function idempotency(route: Route): Json[] {
  if (route.method !== "POST") return [];
  const description = "Repeat a request safely: the same key gives the first reply for 24 hours.";
  return [{ name: "Idempotency-Key", in: "header", required: false, description, schema: { type: "string" } }];
}

function replies(route: Route): Json {
  return Object.fromEntries(
    Object.entries(route.reply).map(([status, schema]) => {
      const { content: kinds } = content(schema);
      return [status, { description: "Done", ...(kinds && { content: { ...kinds, ...table(route, status) } }) }];
    }),
  );
}

/** Every list is there as a table too: all its pages, under the same filters and permissions. */
function table(route: Route, status: string): Json {
  return status === "200" && rowOf(route) !== undefined ? { "text/csv": { schema: { type: "string" } } } : {};
}

function content(schema: TSchema | Binary): { content?: Json } {
  if ("binary" in schema) return { content: { [schema.binary]: { schema: { type: "string", format: "binary" } } } };
  return (schema as { type?: string }).type === "null" ? {} : { content: json(schema) };
}

function json(schema: unknown): Json {
  return { "application/json": { schema } };
}

function problem(): Json {
  return { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
}

/** Serves `/openapi.json` and a plain reader at `/docs`. */
export function serveDocumentation(app: Pick<App, "fastify" | "routes">, title: string, version: string): void {
  app.fastify.get("/openapi.json", async (_request, reply) => {
    reply.type("application/json; charset=utf-8").send(JSON.stringify(openApi(title, version, app.routes)));
  });
  app.fastify.get("/docs", async (_request, reply) => {
    reply
      .header("content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'")
      .type("text/html; charset=utf-8")
      .send(reader(title, app.routes));
  });
}

function reader(title: string, routes: readonly Route[]): string {
  const features = Map.groupBy(routes, (route) => route.feature);
  const sections = [...features].map(
    ([feature, list]) => `<h2>${inHtml(feature)}</h2>${list.map((route) => entry(route)).join("")}`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${inHtml(title)}</title><h1>${inHtml(title)}</h1>
<p>The same description for programs: <a href="/openapi.json">/openapi.json</a>. Errors are RFC 9457 problem documents.</p>
${sections.join("\n")}</html>`;
}

function entry(route: Route): string {
  const parts = Object.entries({ query: route.query, body: route.body, ...route.reply })
    .filter(([, schema]) => schema !== undefined)
    .map(([name, schema]) => `<h4>${inHtml(name)}</h4><pre>${inHtml(JSON.stringify(schema, null, 2))}</pre>`);
  return `<details><summary><strong>${route.method} ${inHtml(route.path)}</strong> ${inHtml(route.summary)}
    (${inHtml(route.permission)})</summary>${parts.join("")}</details>`;
}

function inHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

import { Readable } from "node:stream";
import type { Route } from "@mechanicbuddy/contract/route";
import type { FastifyRequest } from "fastify";
import { type Cell, csvOf, csvRows } from "../csv.ts";
import { bodyOf, File } from "./reply.ts";

interface Schema {
  title?: string;
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  maximum?: number;
}

type Row = Record<string, unknown>;
type Query = Record<string, unknown>;

interface Column {
  path: string[];
  heading: string;
}

/** What a row of a list looks like; undefined where the route is no list of pages. */
export function rowOf(route: Route): Schema | undefined {
  const { items, nextCursor } = (route.reply[200] as Schema | undefined)?.properties ?? {};
  return route.method === "GET" && nextCursor !== undefined ? items?.items : undefined;
}

/** Whether the caller wants the whole list as a table. */
export function wantsCsv(route: Route, request: FastifyRequest): boolean {
  return /\btext\/csv\b/i.test(request.headers.accept ?? "") && rowOf(route) !== undefined;
}

/**
 * A whole list, asked for page by page while the caller takes it: one page is held at a time. Every page is a call of
 * its own, so a session that ends or a role that loses the permission ends the download.
 */
export async function listCsv(route: Route, query: Query, ask: (query: Query) => Promise<unknown>): Promise<File> {
  const columns = columnsOf(rowOf(route) as Schema);
  const limit = (route.query as Schema | undefined)?.properties?.limit?.maximum;
  const { cursor: _, total: __, ...filters } = query;
  const pageAt = async (cursor?: string) => {
    const answer = await ask({ ...filters, ...(limit && { limit }), ...(cursor && { cursor }) });
    return JSON.parse(bodyOf(answer) ?? "{}") as { items: Row[]; nextCursor: string | null };
  };
  const cells = ({ items }: { items: Row[] }) => items.map((row) => columns.map(({ path }) => cellOf(row, path)));
  const first = await pageAt();
  const heads = columns.map(({ heading }) => heading);
  async function* parts(): AsyncGenerator<Uint8Array> {
    yield csvOf(heads, cells(first));
    for (let { nextCursor } = first; nextCursor !== null; ) {
      const page = await pageAt(nextCursor);
      yield csvRows(cells(page));
      nextCursor = page.nextCursor;
    }
  }
  const bytes = Readable.from(parts(), { objectMode: false });
  return new File({ bytes, name: `${nameOf(route)}.csv`, mediaType: "text/csv; charset=utf-8", inline: false });
}

/** `/api/customers/:id/visits` is saved as `customers-visits`. */
const nameOf = ({ path }: Route) =>
  path
    .split("/")
    .filter((part) => part !== "" && part !== "api" && !part.startsWith(":"))
    .join("-");

/** The fields of a row in the order of the contract; those of an object inside stand beside each other. */
function columnsOf(schema: Schema, path: string[] = []): Column[] {
  const shapes = (schema.anyOf ?? [schema]).filter(({ type }) => type !== "null");
  if (shapes.length > 0 && shapes.every(({ anyOf, properties }) => anyOf ?? properties)) {
    const inside = shapes.flatMap((shape) =>
      shape.anyOf === undefined
        ? Object.entries(shape.properties ?? {}).flatMap(([key, property]) => columnsOf(property, [...path, key]))
        : columnsOf(shape, path),
    );
    return [...new Map(inside.map((column) => [column.path.join("."), column])).values()];
  }
  return [{ path, heading: schema.title ?? headingOf(path) }];
}

/** `customer.name` is "Customer name", `totalCents` is "Total": sums are written as money. */
function headingOf(path: string[]): string {
  const words = path
    .join(" ")
    .replace(/Cents$/, "")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function cellOf(row: Row, path: string[]): Cell {
  let value: unknown = row;
  for (const key of path) value = (value as Row | null | undefined)?.[key];
  return cell(value, path.at(-1) ?? "");
}

function cell(value: unknown, key: string): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return key.endsWith("Cents") ? (value / 100).toFixed(2) : value;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "object") return String(value);
  if (Array.isArray(value)) return value.map((one) => cell(one, key)).join("; ");
  return Object.entries(value)
    .filter(([name]) => name !== "id" && !name.endsWith("Id"))
    .map(([name, inside]) => cell(inside, name))
    .filter((text) => text !== null && text !== "")
    .join(" ");
}

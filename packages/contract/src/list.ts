import Type, { type TProperties, type TSchema } from "typebox";
import { nullable, oneOf } from "./fields.ts";
import { closed } from "./route.ts";

/** Query of a list: search words, sort key from a closed list (`-` for descending), keyset cursor, page size, and its filters. */
export function listQuery<const Sort extends string, P extends TProperties>(sorts: readonly Sort[], filters: P) {
  return closed({
    q: Type.Optional(Type.String({ maxLength: 100 })),
    sort: Type.Optional(oneOf(sorts)),
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
    total: Type.Optional(Type.Boolean()),
    ...filters,
  });
}

/** One page of a list. `nextCursor` is null on the last page; `total` is there when asked for and stops at 10,000. */
export function page<T extends TSchema>(item: T) {
  return Type.Object({
    items: Type.Array(item),
    nextCursor: nullable(Type.String()),
    total: Type.Optional(Type.Integer()),
  });
}

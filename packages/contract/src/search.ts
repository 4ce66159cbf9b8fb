import Type, { type Static } from "typebox";
import { Id, nullable, oneOf } from "./fields.ts";
import { closed, route } from "./route.ts";

export const searchKinds = ["customer", "vehicle", "work_order", "estimate", "invoice", "part"] as const;

export const Hit = Type.Object({
  kind: oneOf(searchKinds),
  id: Id,
  title: Type.String(),
  subtitle: nullable(Type.String()),
});
export type Hit = Static<typeof Hit>;

export const searchAll = route("GET", "/api/search", {
  forSupport: true,
  permission: "self",
  summary: "Twelve best hits over everything one may read; exact plate, VIN and number first",
  query: closed({
    q: Type.String({ maxLength: 100 }),
    kind: Type.Optional(oneOf(searchKinds)),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 12 })),
  }),
  reply: { 200: Type.Object({ items: Type.Array(Hit) }) },
});

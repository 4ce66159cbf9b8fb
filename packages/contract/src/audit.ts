import Type, { type Static } from "typebox";
import { DateOn, Id, nullable, TimeAt } from "./fields.ts";
import { listQuery, page } from "./list.ts";
import { route } from "./route.ts";

export const AuditEntry = Type.Object({
  id: Id,
  at: TimeAt,
  actorKind: Type.String(),
  actor: nullable(Type.String()),
  action: Type.String(),
  entityKind: Type.String(),
  entityId: nullable(Id),
  before: nullable(Type.Record(Type.String(), Type.Unknown())),
  after: nullable(Type.Record(Type.String(), Type.Unknown())),
  requestId: nullable(Type.String()),
});
export type AuditEntry = Static<typeof AuditEntry>;

export const listAudit = route("GET", "/api/audit", {
  permission: "audit.read",
  summary: "Who did what, newest first",
  query: listQuery(["-at"], {
    action: Type.Optional(Type.String({ maxLength: 80 })),
    entityKind: Type.Optional(Type.String({ maxLength: 40 })),
    entityId: Type.Optional(Id),
    actorId: Type.Optional(Id),
    from: Type.Optional(DateOn),
    to: Type.Optional(DateOn),
  }),
  reply: { 200: page(AuditEntry) },
  errors: ["invalid"],
});

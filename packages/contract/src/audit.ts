import Type, { type Static } from "typebox";
import { DateOn, Id, nullable, TimeAt } from "./fields.ts";
import { listQuery, page } from "./list.ts";
import { closed, route } from "./route.ts";

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
    /** Words of the action, the kind of thing, or who did it. */
    q: Type.Optional(Type.String({ maxLength: 100 })),
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

export const AuditSummary = Type.Object({
  days: Type.Integer(),
  changes: Type.Integer(),
  people: Type.Integer(),
  signIns: Type.Integer(),
  failures: Type.Integer(),
});
export type AuditSummary = Static<typeof AuditSummary>;

export const getAuditSummary = route("GET", "/api/audit/summary", {
  permission: "audit.read",
  summary: "How much was changed, by how many, and how often somebody signed in or failed to",
  query: closed({ days: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 7 })) }),
  reply: { 200: AuditSummary },
});

/** A file of entries older than 24 months, with their seals. */
export const AuditArchive = Type.Object({
  id: Id,
  fileId: Id,
  entries: Type.Integer(),
  firstAt: TimeAt,
  lastAt: TimeAt,
});
export type AuditArchive = Static<typeof AuditArchive>;

export const AuditVerification = Type.Object({
  intact: Type.Boolean(),
  /** Sealed entries that were checked, those in archives among them. */
  entries: Type.Integer(),
  /** When the newest of them was written. */
  checkedUntil: nullable(TimeAt),
  /** The oldest first. */
  archives: Type.Array(AuditArchive),
  /** Where the chain breaks, as sentences; at most twenty. */
  problems: Type.Array(Type.String()),
});
export type AuditVerification = Static<typeof AuditVerification>;

export const verifyAudit = route("GET", "/api/audit/verify", {
  permission: "audit.read",
  summary: "Compute the whole chain again and say whether every entry is as it was written",
  reply: { 200: AuditVerification },
  attemptsPerHour: 30,
});

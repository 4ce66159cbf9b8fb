import Type, { type Static } from "typebox";
import { Id, nullable, TimeAt } from "./fields.ts";
import { closed, empty, route } from "./route.ts";

export const Notification = Type.Object({
  id: Id,
  kind: Type.String(),
  at: TimeAt,
  readAt: nullable(TimeAt),
  about: nullable(Type.Object({ kind: Type.String(), id: Id })),
  /** Words of the notification: plate, number, name. */
  data: Type.Record(Type.String(), Type.Unknown()),
});
export type Notification = Static<typeof Notification>;

export const listNotifications = route("GET", "/api/notifications", {
  forSupport: true,
  permission: "self",
  summary: "One's own notifications, newest first",
  query: closed({ limit: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, default: 100 })) }),
  reply: { 200: Type.Object({ items: Type.Array(Notification), unread: Type.Integer() }) },
});

export const markNotifications = route("PATCH", "/api/notifications", {
  permission: "self",
  summary: "Mark notifications as read",
  body: closed({ ids: Type.Array(Id, { minItems: 1, maxItems: 100 }) }),
  reply: { 204: empty },
});

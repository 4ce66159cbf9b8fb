import Type, { type Static } from "typebox";
import { Cents, DateOn, Id, nullable, TimeAt } from "./fields.ts";
import { route } from "./route.ts";

const Sum = Type.Object({ count: Type.Integer(), openCents: Cents });

/** Every figure is the total of the list it leads to; what one may not read is left out. */
export const Today = Type.Object({
  /** With `work.read`. */
  work: Type.Optional(
    Type.Object({
      open: Type.Integer(),
      promised: Type.Integer(),
      late: Type.Integer(),
      asked: Type.Integer(),
      ready: Type.Integer(),
      /** At most five of the late ones. */
      lateOrders: Type.Array(
        Type.Object({
          id: Id,
          number: Type.Integer(),
          plate: nullable(Type.String()),
          vehicle: nullable(Type.String()),
          customer: nullable(Type.String()),
          promisedAt: nullable(TimeAt),
        }),
      ),
    }),
  ),
  /** With `invoices.read`. */
  money: Type.Optional(
    Type.Object({
      unpaid: Sum,
      overdue: Sum,
      /** What came in and is on no invoice: deposits and credit. */
      unallocatedCents: Cents,
    }),
  ),
  /** Cars by the column they stand in; with `work.read`. Columns without a car are left out. */
  columns: Type.Optional(Type.Array(Type.Object({ statusId: Id, name: Type.String(), count: Type.Integer() }))),
  /** Net invoiced this month until today, and in the same days of the month before; with `reports.money`. */
  month: Type.Optional(Type.Object({ today: DateOn, netCents: Cents, beforeCents: Cents })),
  /** With `messages.read`. */
  failedMessages: Type.Optional(Type.Integer()),
  /** Parts below their reorder point; with `parts.read`. */
  lowParts: Type.Optional(Type.Integer()),
});
export type Today = Static<typeof Today>;

export const getToday = route("GET", "/api/dashboard", {
  permission: "work.read",
  summary: "What the day holds, as far as one may read it",
  reply: { 200: Today },
});

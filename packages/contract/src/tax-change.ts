import Type, { type Static } from "typebox";
import { Cents, DateOn, Id, nullable, oneOf, Percent, shownWith } from "./fields.ts";
import { page } from "./list.ts";
import { closed, route } from "./route.ts";

/** What an open order keeps when its tax rate ends: prices without VAT, or what the customer pays. */
export const keptPrices = ["net", "gross"] as const;
export type KeptPrice = (typeof keptPrices)[number];

/** The rate under the same code that takes over from one that ends. */
export const FollowingRate = Type.Object({ id: Id, name: Type.String(), percent: Percent, validFromOn: DateOn });
export type FollowingRate = Static<typeof FollowingRate>;

const OrderAtRate = Type.Object({
  id: Id,
  number: Type.Integer(),
  customer: nullable(Type.String()),
  /** How many of its lines take the rate. */
  lines: Type.Integer(),
  /** Of those lines, as far as the customer pays them. */
  netCents: shownWith("prices.read", Cents),
  grossCents: shownWith("prices.read", Cents),
});
export type OrderAtRate = Static<typeof OrderAtRate>;

export const listOrdersAtRate = route("GET", "/api/tax-rates/:id/open-orders", {
  permission: "settings.read",
  summary: "Quotes and orders with lines at a rate that has ended, or will have ended on the day they are promised",
  query: closed({
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
    total: Type.Optional(Type.Boolean()),
  }),
  reply: {
    200: Type.Object({
      ...page(OrderAtRate).properties,
      /** Null until a rate with the same code is there that begins later. */
      follows: nullable(FollowingRate),
    }),
  },
  errors: ["not_found"],
});

export const followTaxRate = route("POST", "/api/tax-rates/:id/follow", {
  permission: "settings.fiscal",
  summary: "Move the lines of those orders to the rate that follows, keeping their net or their gross prices",
  body: closed({ keep: oneOf(keptPrices) }),
  reply: {
    200: Type.Object({
      orders: Type.Integer(),
      lines: Type.Integer(),
      /** Jobs that became dearer than agreed: the customer is asked again. */
      changedJobs: Type.Integer(),
    }),
  },
  errors: ["not_found", "conflict", "invalid"],
});

import Type, { type Static, type TProperties, type TSchema } from "typebox";
import type { Permission } from "./permission.ts";

/** One of a closed list of words. */
export function oneOf<const T extends string>(words: readonly T[]) {
  return Type.Unsafe<T>({ type: "string", enum: [...words] });
}

/** Text of at most `max` characters. The server trims, applies Unicode NFC and refuses control characters before this is checked. */
export function text(max: number, options: { min?: number; description?: string } = {}) {
  const { min = 1, ...rest } = options;
  return Type.String({ minLength: min, maxLength: max, ...rest });
}

/** UUIDv7 of a row. */
export const Id = Type.String({ format: "uuid" });

/** Whole minor units of the document's currency: 1999 is 19.99 EUR. */
export const Cents = Type.Integer({ minimum: -100_000_000_000_000, maximum: 100_000_000_000_000 });

/** A price: never below zero, at most 9,999,999.99. */
export const PriceCents = Type.Integer({ minimum: 0, maximum: 999_999_999 });

/** Decimal string with up to three decimals, ±99,999.999. */
export const Quantity = Type.String({ pattern: "^-?[0-9]{1,5}(\\.[0-9]{1,3})?$" });

/** Percent between 0 and 100 with up to two decimals. */
export const Percent = Type.Number({ minimum: 0, maximum: 100, multipleOf: 0.01 });

/** Calendar date in the workshop's time zone, YYYY-MM-DD. */
export const DateOn = Type.String({ format: "date" });

/** Moment, ISO 8601 in UTC. */
export const TimeAt = Type.String({ format: "date-time" });

export const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
export const Language = oneOf(["en", "de", "fr", "es", "et"]);
export type Language = Static<typeof Language>;
export const Currency = Type.String({ pattern: "^[A-Z]{3}$" });
export const Country = Type.String({ pattern: "^[A-Z]{2}$" });
export const Email = Type.String({ format: "email", maxLength: 254 });

/** The field may be null: `null` clears it, leaving it out keeps it. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()]);
}

/** A field that is left out of replies to callers without the permission: documented as `x-permission`, swept by tests. */
export function shownWith<T extends TSchema>(permission: Permission, schema: T) {
  return Type.Optional(Type.Unsafe<Static<T>>({ ...schema, "x-permission": permission }));
}

/** `shownWith` for each of these fields. */
export function allShownWith<P extends TProperties>(permission: Permission, properties: P) {
  const shown = Object.entries(properties).map(([name, schema]) => [name, shownWith(permission, schema)]);
  return Object.fromEntries(shown) as { [K in keyof P]: ReturnType<typeof shownWith<P[K]>> };
}

/** Codes of warnings the person has read and accepts. */
export const AcceptWarnings = Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 10 }));

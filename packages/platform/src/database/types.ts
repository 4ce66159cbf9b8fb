import { types } from "pg";

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;

/**
 * How column values reach TypeScript: bigint as number (cents and counters stay below 2^53, checked here), numeric as
 * decimal string, date as YYYY-MM-DD, timestamptz as ISO 8601 UTC, bytea as Buffer, json parsed.
 */
export const columnTypes = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === INT8) return safeInteger;
    if (oid === DATE) return (value: string) => value;
    if (oid === TIMESTAMPTZ) return (value: string) => new Date(value).toISOString();
    return types.getTypeParser(oid, format as "text");
  },
};

function safeInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error("A bigint column holds a value beyond 2^53");
  return number;
}

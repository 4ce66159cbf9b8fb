import { v7 } from "uuid";

/** A new row's id: UUIDv7, so ids sort by the time they were made and index pages fill in order. */
export function newId(): string {
  return v7();
}

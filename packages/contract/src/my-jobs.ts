import Type, { type Static } from "typebox";
import { Id, nullable, oneOf, Quantity, TimeAt, Version } from "./fields.ts";
import { ShownPicture } from "./files.ts";
import { Unit } from "./parts.ts";
import { route } from "./route.ts";
import { Authorisation, jobKinds, jobOutcomes, partStatuses, WorkOrder } from "./work-orders.ts";

/** A job as the mechanic in charge sees it: without prices and without the customer's contacts. */
export const MyJob = Type.Object({
  id: Id,
  version: Version,
  title: Type.String(),
  kind: oneOf(jobKinds),
  complaint: nullable(Type.String()),
  cause: nullable(Type.String()),
  correction: nullable(Type.String()),
  authorisation: Authorisation,
  doneAt: nullable(TimeAt),
  outcome: nullable(oneOf(jobOutcomes)),
  parts: Type.Array(
    Type.Object({
      id: Id,
      description: Type.String(),
      quantity: Quantity,
      unit: Unit,
      status: nullable(oneOf(partStatuses)),
    }),
  ),
  order: Type.Object({
    id: Id,
    number: Type.Integer(),
    plate: nullable(Type.String()),
    vehicle: nullable(Type.String()),
    concern: nullable(Type.String()),
    keyTag: nullable(Type.String()),
    promisedAt: nullable(TimeAt),
    late: Type.Boolean(),
    boardStatus: WorkOrder.properties.boardStatus,
  }),
  /** Addresses of the job's photos, small, for 15 minutes. */
  photos: Type.Array(ShownPicture),
  /** The column the car moves to when work on this job starts; null on a board without a column for work. */
  startStatusId: nullable(Id),
});
export type MyJob = Static<typeof MyJob>;

export const listMyJobs = route("GET", "/api/my-jobs", {
  permission: "work.perform",
  summary: "One's own jobs of open orders: cars in work first, then by promise, done ones last",
  reply: { 200: Type.Object({ items: Type.Array(MyJob) }) },
});

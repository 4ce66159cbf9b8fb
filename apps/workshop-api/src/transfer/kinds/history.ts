import { newId } from "@mechanicbuddy/platform/id";
import * as vehicles from "../../vehicles/vehicles.ts";
import type { RowReader } from "../cells.ts";
import type { Importer, Plan } from "../importer.ts";

interface Wish {
  vehicle: { externalId: string | undefined; vin: string | null; plate: string | null };
  work: Omit<vehicles.ImportedWork, "vehicleId"> & { vehicleId?: string };
}

/** Longest text of each field; what is longer is refused, not cut. */
const longest = { title: 120, cause: 4000, correction: 4000, parts: 2000, reference: 60 } as const;

export const historyImporter: Importer<Wish> = {
  read: (row, _, ctx) => {
    const { vin, plate } = vehicles.keysOfInput({ vin: row.text("vin"), plate: row.text("plate") });
    const vehicle = { externalId: row.text("vehicleExternalId"), vin, plate };
    if (vin === null && plate === null && vehicle.externalId === undefined) {
      row.error("plate", "Say which vehicle: its number in the other program, VIN or plate.");
    }
    const doneOn = row.date("doneOn");
    if (doneOn === undefined && row.text("doneOn") === undefined)
      row.error("doneOn", "Enter the day the work was done.");
    if (doneOn !== undefined && doneOn > ctx.now().toISOString().slice(0, 10)) {
      row.error("doneOn", "This day has not come yet.");
    }
    const odometer = row.integer("odometer");
    if (odometer !== undefined && (odometer < 0 || odometer > 9_999_999)) {
      row.error("odometer", "Enter a reading from 0 to 9,999,999.");
    }
    const title = textOf(row, "title") ?? "";
    if (title === "" && row.text("title") === undefined) row.error("title", "Say in a few words what was done.");
    const externalId = row.text("externalId");
    const work = {
      doneOn: doneOn ?? "",
      title,
      odometer,
      cause: textOf(row, "cause"),
      correction: textOf(row, "correction"),
      parts: textOf(row, "parts"),
      reference: textOf(row, "reference"),
      externalId,
    };
    const of = `${vehicle.externalId ?? vin ?? plate}`;
    return {
      label: [doneOn, title].filter(Boolean).join(" "),
      keys: [externalId === undefined ? `work:${of}:${doneOn}:${title.toLowerCase()}` : `id:${externalId}`],
      wish: { vehicle, work },
    };
  },

  plan: async (ctx, wishes) => {
    const known = await vehicles.matching(ctx, {
      externalIds: wishes.flatMap(({ vehicle }) => vehicle.externalId ?? []),
      vins: wishes.flatMap(({ vehicle }) => vehicle.vin ?? []),
      plates: wishes.flatMap(({ vehicle }) => vehicle.plate ?? []),
    });
    const found = wishes.map(({ vehicle, work }) => {
      const carriers = known.byPlate.get(vehicle.plate ?? "") ?? [];
      const car =
        known.byExternalId.get(vehicle.externalId ?? "") ??
        known.byVin.get(vehicle.vin ?? "") ??
        (carriers.length === 1 ? carriers[0] : undefined);
      return { vehicle, carriers, work: car && { ...work, vehicleId: car.id } };
    });
    const there = await vehicles.knownWork(
      ctx,
      found.flatMap(({ work }) => work ?? []),
    );
    return found.map(({ vehicle, carriers, work }): Plan<Wish> => {
      if (work === undefined) {
        const reason =
          carriers.length > 1
            ? `${carriers.length} vehicles carry this plate: which one is meant cannot be told.`
            : "No such vehicle is here yet. Import the vehicles first.";
        return { outcome: "failed", problem: { column: null, reason }, warnings: [] };
      }
      const id = there.byExternalId.get(work.externalId ?? "") ?? there.byKey.get(vehicles.workKey(work));
      if (id !== undefined) {
        return { outcome: "skipped", id, warnings: [{ column: null, reason: "It is here already." }] };
      }
      return { outcome: "created", id: newId(), wish: { vehicle, work }, warnings: [] };
    });
  },

  create: (ctx, rows) =>
    vehicles.addWork(
      ctx,
      rows.map(({ id, wish }) => ({ id, ...wish.work, vehicleId: wish.work.vehicleId ?? "" })),
    ),

  // What was done does not change: a row that is here already is left alone.
  update: async (_, { version }) => version,

  undo: async (ctx, { id }) => {
    await vehicles.removeWork(ctx, id);
    return null;
  },
};

function textOf(row: RowReader, field: keyof typeof longest): string | undefined {
  const text = row.text(field);
  if (text === undefined || text.length <= longest[field]) return text;
  row.error(field, `This is longer than ${longest[field]} characters.`);
  return undefined;
}

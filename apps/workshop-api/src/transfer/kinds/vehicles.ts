import { inspectVin } from "@mechanicbuddy/contract/identity-keys";
import type { VehicleInput } from "@mechanicbuddy/contract/vehicles";
import { newId } from "@mechanicbuddy/platform/id";
import { vinWarnings } from "@mechanicbuddy/platform/vin/vin";
import * as customers from "../../customers/customers.ts";
import * as vehicles from "../../vehicles/vehicles.ts";
import type { Problem, RowReader } from "../cells.ts";
import { changedSince, changesOf, type Importer, noteFaults, type Plan, updateOrSkip } from "../importer.ts";

interface Wish {
  input: VehicleInput;
  ownerExternalId: string | undefined;
  ownerEmail: string | undefined;
  odometer: number | undefined;
  owner?: { id: string; name: string } | undefined;
}

const accepted = ["duplicate_plate", "vin_letters", "vin_check_digit"];

export const vehiclesImporter: Importer<Wish> = {
  read: (row, _, ctx) => {
    const input = inputOf(row);
    noteFaults(row, vehicles.faultsOfInput(ctx, input), {});
    if (input.vin != null) for (const { message } of vinWarnings(inspectVin(input.vin))) row.warn("vin", message);
    const odometer = row.integer("odometer");
    if (odometer !== undefined && (odometer < 0 || odometer > 9_999_999)) {
      row.error("odometer", "Enter a reading from 0 to 9,999,999.");
    }
    const { vin, plate } = vehicles.keysOfInput(input);
    const keys = [
      input.externalId == null ? undefined : `id:${input.externalId}`,
      vin === null ? undefined : `vin:${vin}`,
      plate === null ? undefined : `plate:${plate}`,
    ].filter((key) => key !== undefined);
    return {
      label: [input.plate, input.make, input.model].filter(Boolean).join(" ") || (input.vin ?? ""),
      keys: keys.slice(0, 1),
      wish: { input, ownerExternalId: row.text("ownerExternalId"), ownerEmail: row.text("ownerEmail"), odometer },
    };
  },

  plan: async (ctx, wishes) => {
    const keys = wishes.map(({ input }) => vehicles.keysOfInput(input));
    const [known, owners] = await Promise.all([
      vehicles.matching(ctx, {
        externalIds: wishes.flatMap(({ input }) => input.externalId ?? []),
        vins: keys.flatMap(({ vin }) => vin ?? []),
        plates: keys.flatMap(({ plate }) => plate ?? []),
      }),
      customers.matching(ctx, {
        externalIds: wishes.flatMap(({ ownerExternalId }) => ownerExternalId ?? []),
        emails: wishes.flatMap(({ ownerEmail }) => ownerEmail ?? []),
      }),
    ]);
    return wishes.map((wish, index): Plan<Wish> => {
      const { vin, plate } = keys[index] as { vin: string | null; plate: string | null };
      const warnings: Problem[] = [];
      const source = known.byExternalId.get(wish.input.externalId ?? "") ?? known.byVin.get(vin ?? "");
      if (source !== undefined) return updateOrSkip(source, changesOf(source.state, wish.input, true), warnings);
      const carriers = known.byPlate.get(plate ?? "") ?? [];
      const same = carriers.filter(
        ({ state }) =>
          (vin === null || state.vin === null) && (state.externalId === null || wish.input.externalId == null),
      );
      const [first, second] = same;
      if (first !== undefined && second === undefined) {
        warnings.push({ column: null, reason: "Recognised by the plate; only empty fields are filled." });
        return updateOrSkip(first, changesOf(first.state, wish.input, false), warnings);
      }
      if (carriers.length > 0) warnings.push({ column: null, reason: "Another vehicle carries this plate too." });
      const owner = ownerOf(wish, owners, warnings);
      return { outcome: "created", id: newId(), wish: { ...wish, owner }, warnings };
    });
  },

  create: (ctx, rows) =>
    vehicles.createMany(
      ctx,
      rows.map(({ id, wish }) => ({ id, input: wish.input, owner: wish.owner, odometer: wish.odometer })),
    ),

  update: async (ctx, { id, version, change }) =>
    (await vehicles.update(ctx, id, { ...change, version, acceptWarnings: accepted })).version,

  undo: async (ctx, { id, version, outcome, before }) => {
    const now = await vehicles.get(ctx, id);
    if (now.version !== version) throw changedSince();
    if (outcome !== "created")
      return (await vehicles.update(ctx, id, { ...before, version: now.version, acceptWarnings: accepted })).version;
    await vehicles.remove(ctx, id);
    return null;
  },
};

function ownerOf(
  { ownerExternalId, ownerEmail }: Wish,
  owners: Awaited<ReturnType<typeof customers.matching>>,
  warnings: Problem[],
): { id: string; name: string } | undefined {
  const byEmail = owners.byEmail.get(ownerEmail?.toLowerCase() ?? "") ?? [];
  const owner = owners.byExternalId.get(ownerExternalId ?? "") ?? (byEmail.length === 1 ? byEmail[0] : undefined);
  if (owner !== undefined) return { id: owner.id, name: customers.nameOf(owner.state) };
  const named = ownerExternalId ?? ownerEmail;
  if (named !== undefined) {
    const reason = `No customer ${named} is here yet: the vehicle comes without an owner. Import the customers first.`;
    warnings.push({ column: null, reason });
  }
  return undefined;
}

function inputOf(row: RowReader): VehicleInput {
  const input = {
    externalId: row.text("externalId"),
    plate: row.text("plate"),
    vin: row.text("vin"),
    make: row.text("make"),
    model: row.text("model"),
    series: row.text("series"),
    modelYear: row.integer("modelYear"),
    firstRegisteredOn: row.date("firstRegisteredOn"),
    body: row.text("body"),
    engine: row.text("engine"),
    engineCode: row.text("engineCode"),
    displacementCcm: row.integer("displacementCcm"),
    powerKw: row.integer("powerKw"),
    fuel: row.text("fuel"),
    transmission: row.text("transmission"),
    colour: row.text("colour"),
    tyreSizes: row.text("tyreSizes"),
    note: row.text("note"),
  };
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

import { units } from "@mechanicbuddy/contract/parts";
import { newId } from "@mechanicbuddy/platform/id";
import * as parts from "../../parts/parts.ts";
import type { RowReader } from "../cells.ts";
import type { Around, Importer, Plan } from "../importer.ts";
import { changedSince, changesOf, noteFaults, updateOrSkip } from "../importer.ts";

/** How other programs write units. */
const unitWords: Record<string, (typeof units)[number]> = {
  "": "C62",
  pc: "C62",
  pcs: "C62",
  piece: "C62",
  pieces: "C62",
  ea: "C62",
  each: "C62",
  tk: "C62",
  h: "HUR",
  hour: "HUR",
  hours: "HUR",
  l: "LTR",
  litre: "LTR",
  liter: "LTR",
  litres: "LTR",
  m: "MTR",
  metre: "MTR",
  meter: "MTR",
  kg: "KGM",
  set: "SET",
  sets: "SET",
};

export const partsImporter: Importer<parts.PartInput> = {
  read: (row, around) => {
    const wish = wishOf(row, around);
    noteFaults(row, parts.faultsOfInput(wish), {
      barcodes: "barcode",
      oemNumbers: "oemNumber",
      salePriceCents: "salePrice",
    });
    const [barcode] = wish.barcodes ?? [];
    const key = wish.code != null ? `code:${wish.code.toLowerCase()}` : barcode && `barcode:${barcode}`;
    return { label: wish.name ?? wish.code ?? "", keys: key === undefined ? [] : [key], wish };
  },

  plan: async (ctx, wishes) => {
    const { byCode, byBarcode } = await parts.matching(ctx, {
      codes: wishes.flatMap(({ code }) => code ?? []),
      barcodes: wishes.flatMap(({ barcodes = [] }) => barcodes),
    });
    return wishes.map((wish): Plan<parts.PartInput> => {
      const [barcode = ""] = wish.barcodes ?? [];
      const [byItsCode, byItsBarcode] = [byCode.get(wish.code?.toLowerCase() ?? ""), byBarcode.get(barcode)];
      const known = byItsCode ?? (wish.code == null ? byItsBarcode : undefined);
      if (byItsBarcode !== undefined && byItsBarcode.id !== known?.id) {
        const reason = `${barcode} is the barcode of ${byItsBarcode.state.name ?? byItsBarcode.state.code}.`;
        return { outcome: "failed", problem: { column: null, reason }, warnings: [] };
      }
      if (known === undefined) return { outcome: "created", id: newId(), wish, warnings: [] };
      const { barcodes = [], oemNumbers = [], ...rest } = wish;
      const joined = {
        ...rest,
        barcodes: union(known.state.barcodes, barcodes),
        oemNumbers: union(known.state.oemNumbers, oemNumbers),
      };
      return updateOrSkip(known, changesOf(known.state, joined, true), []);
    });
  },

  create: (ctx, rows) =>
    parts.createMany(
      ctx,
      rows.map(({ id, wish }) => ({ id, input: wish })),
    ),

  update: async (ctx, { id, version, change }) => (await parts.update(ctx, id, { ...change, version })).version,

  undo: async (ctx, { id, version, outcome, before }) => {
    const now = await parts.get(ctx, id);
    if (now.version !== version) throw changedSince();
    if (outcome !== "created") return (await parts.update(ctx, id, { ...before, version: now.version })).version;
    await parts.remove(ctx, id);
    return null;
  },
};

const union = (there: readonly string[], more: readonly string[]) => [...new Set([...there, ...more])];

function wishOf(row: RowReader, { currency }: Around): parts.PartInput {
  const typed = row.text("unit");
  const unit =
    units.find((one) => one === typed?.toUpperCase()) ?? unitWords[typed?.toLowerCase().replace(".", "") ?? ""];
  if (unit === undefined) row.error("unit", `Units are ${units.join(", ")}, or words such as pcs, l, m, kg, h.`);
  const barcode = row.text("barcode");
  const oemNumbers = row.text("oemNumber")?.split(/[,;|]/);
  const wish = {
    code: row.text("code"),
    name: row.text("name"),
    brand: row.text("brand"),
    barcodes: barcode === undefined ? undefined : [barcode],
    oemNumbers: oemNumbers?.map((number) => number.trim()).filter((number) => number !== ""),
    unit: typed === undefined ? undefined : unit,
    salePriceCents: row.cents("salePrice", currency),
    discountPercent: row.percent("discountPercent"),
    stocked: row.yes("stocked"),
    reorderPoint: row.quantity("reorderPoint"),
    reorderTo: row.quantity("reorderTo"),
    note: row.text("note"),
  };
  return Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
}

import * as movements from "../../parts/movements.ts";
import * as parts from "../../parts/parts.ts";
import * as storages from "../../parts/storages.ts";
import type { Importer, Plan } from "../importer.ts";

interface Wish {
  code: string;
  quantity: string;
  costCents: number | undefined;
  storage: string | undefined;
  partId?: string;
  storageId?: string | undefined;
}

/** What lies on the shelves when a workshop begins. A part that has been on a shelf before is counted, not opened again. */
export const stockImporter: Importer<Wish> = {
  read: (row, { currency }) => {
    const code = row.text("code") ?? "";
    const quantity = row.quantity("quantity") ?? "0";
    const costCents = row.cents("unitCost", currency);
    if (code === "") row.error("code", "Enter the part's code.");
    if (quantity.startsWith("-") || quantity === "0") row.error("quantity", "Enter how many, more than 0.");
    if (costCents !== undefined && (costCents < 0 || costCents > 999_999_999)) {
      row.error("unitCost", "Enter a sum from 0 to 9,999,999.99.");
    }
    const storage = row.text("storage");
    return {
      label: code,
      keys: code === "" ? [] : [`code:${code.toLowerCase()}`],
      wish: { code, quantity, costCents, storage },
    };
  },

  plan: async (ctx, wishes) => {
    const [{ byCode, byBarcode }, { items }] = await Promise.all([
      parts.matching(ctx, { codes: wishes.map(({ code }) => code), barcodes: wishes.map(({ code }) => code) }),
      storages.list(ctx),
    ]);
    const storageIds = new Map(items.map(({ id, name }) => [name.toLowerCase(), id]));
    const partOf = ({ code }: Wish) => byCode.get(code.toLowerCase()) ?? byBarcode.get(code);
    const begun = await movements.begun(
      ctx,
      wishes.flatMap((wish) => partOf(wish)?.id ?? []),
    );
    return wishes.map((wish): Plan<Wish> => {
      const part = partOf(wish);
      const storageId = storageIds.get(wish.storage?.toLowerCase() ?? "");
      const failed = (reason: string): Plan<Wish> => ({
        outcome: "failed",
        problem: { column: null, reason },
        warnings: [],
      });
      if (part === undefined) return failed("No part has this code. Import the parts first.");
      if (!part.state.stocked) return failed("This part keeps no stock.");
      if (wish.storage !== undefined && storageId === undefined) {
        return failed(`There is no storage called ${wish.storage}. Add it, or correct the name.`);
      }
      const held = begun.get(part.id);
      if (held !== undefined) {
        const reason = `This part has stock already (${held} on hand). Count it instead.`;
        return { outcome: "skipped", id: part.id, warnings: [{ column: null, reason }] };
      }
      return { outcome: "created", id: part.id, wish: { ...wish, partId: part.id, storageId }, warnings: [] };
    });
  },

  create: async (ctx, rows) => {
    if (rows.length === 0) return;
    const items = rows.map(({ id, wish: { quantity, costCents, storageId } }) => ({
      partId: id,
      quantity,
      ...(costCents === undefined ? {} : { costCents }),
      ...(storageId === undefined ? {} : { storageId }),
    }));
    await movements.receive(ctx, { items }, "opening");
  },

  update: async (_, { version }) => version,

  undo: async (ctx, { id }) => {
    await movements.takeOpeningBack(ctx, id);
    return null;
  },
};

import Type, { type Static } from "typebox";
import {
  AcceptWarnings,
  Cents,
  DateOn,
  Id,
  nullable,
  oneOf,
  Percent,
  PriceCents,
  Quantity,
  shownWith,
  TimeAt,
  text,
  Version,
} from "./fields.ts";
import { listQuery, page } from "./list.ts";
import { closed, empty, route } from "./route.ts";

/** UN/ECE recommendation 20 unit codes: piece, hour, litre, metre, kilogram, set. */
export const units = ["C62", "HUR", "LTR", "MTR", "KGM", "SET"] as const;
export const Unit = oneOf(units);

/** Whether a price was typed without or with VAT. */
const PriceModeOf = oneOf(["net", "gross"]);

/** What lies on shelves may be more than one line can sell. */
const OnShelf = Type.String({ pattern: "^-?[0-9]{1,9}(\\.[0-9]{1,3})?$" });

const storageFields = { name: text(80), address: nullable(text(300)), note: nullable(text(2000)) };
export const Storage = Type.Object({ id: Id, version: Version, ...storageFields, archivedAt: nullable(TimeAt) });
export type Storage = Static<typeof Storage>;
const optionalStorage = Type.Partial(Type.Object(storageFields)).properties;

export const listStorages = route("GET", "/api/storages", {
  permission: "parts.read",
  summary: "Storages",
  reply: { 200: Type.Object({ items: Type.Array(Storage) }) },
});
export const getStorage = route("GET", "/api/storages/:id", {
  permission: "parts.read",
  summary: "One storage",
  reply: { 200: Storage },
  errors: ["not_found"],
});
export const createStorage = route("POST", "/api/storages", {
  permission: "parts.write",
  summary: "Add a storage",
  body: closed({ ...optionalStorage, name: storageFields.name }),
  reply: { 201: Storage },
  errors: ["invalid", "conflict"],
});
export const updateStorage = route("PATCH", "/api/storages/:id", {
  permission: "parts.write",
  summary: "Rename, archive or restore a storage",
  body: closed({ version: Version, ...optionalStorage, archived: Type.Optional(Type.Boolean()) }),
  reply: { 200: Storage },
  errors: ["not_found", "conflict", "in_use", "invalid"],
});
export const deleteStorage = route("DELETE", "/api/storages/:id", {
  permission: "parts.write",
  summary: "Delete a storage nothing refers to",
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});

const partFields = {
  code: nullable(text(60)),
  name: text(200),
  brand: nullable(text(80)),
  oemNumbers: Type.Array(text(60), { maxItems: 30 }),
  barcodes: Type.Array(text(60), { maxItems: 10 }),
  unit: Unit,
  taxRateId: nullable(Id),
  discountPercent: nullable(Percent),
  stocked: Type.Boolean(),
  reorderPoint: nullable(Quantity),
  reorderTo: nullable(Quantity),
  supplierId: nullable(Id),
  storageId: nullable(Id),
  note: nullable(text(4000)),
};
/** A new part's price is in the workshop's mode unless `priceMode` says otherwise; a changed one stays in its own. */
const salePrice = { salePriceCents: nullable(PriceCents), priceMode: PriceModeOf };
const optionalPart = Type.Partial(Type.Object({ ...partFields, ...salePrice, name: nullable(text(200)) })).properties;

export const SupplierPrice = Type.Object({
  id: Id,
  supplierId: Id,
  supplier: Type.String(),
  supplierCode: nullable(Type.String()),
  /** Of one pack, with `pack` units in it. */
  costCents: Cents,
  pack: Quantity,
  seenOn: DateOn,
});
export type SupplierPrice = Static<typeof SupplierPrice>;

export const Part = Type.Object({
  id: Id,
  version: Version,
  ...partFields,
  /** With `prices.read`: as typed, in the mode it was typed in. */
  salePriceCents: shownWith("prices.read", nullable(PriceCents)),
  priceMode: shownWith("prices.read", PriceModeOf),
  onHand: OnShelf,
  reserved: OnShelf,
  available: OnShelf,
  /** Moving average of one unit and value of the stock. */
  averageCostCents: shownWith("costs.read", nullable(Cents)),
  valueCents: shownWith("costs.read", Cents),
  /** Percent of the price without VAT, two decimals. */
  marginPercent: shownWith("costs.read", nullable(Type.Number())),
  /** What suppliers charged, newest first, at most 20. */
  supplierPrices: shownWith("costs.read", Type.Array(SupplierPrice)),
  stock: Type.Array(
    Type.Object({
      storageId: Id,
      storage: Type.String(),
      onHand: OnShelf,
      reserved: OnShelf,
      bin: nullable(Type.String()),
    }),
  ),
  archivedAt: nullable(TimeAt),
});
export type Part = Static<typeof Part>;

export const PartRow = Type.Object({
  id: Id,
  code: nullable(Type.String()),
  name: Type.String(),
  brand: nullable(Type.String()),
  unit: Unit,
  onHand: OnShelf,
  reserved: OnShelf,
  available: OnShelf,
  /** Where it is kept, or the storage that holds it. */
  storage: nullable(Type.String()),
  belowReorder: Type.Boolean(),
  /** With `prices.read`: in the workshop's price mode of today. */
  salePriceCents: shownWith("prices.read", nullable(PriceCents)),
  /** Percent of the price without VAT, two decimals. */
  marginPercent: shownWith("costs.read", nullable(Type.Number())),
});
export type PartRow = Static<typeof PartRow>;

export const listParts = route("GET", "/api/parts", {
  permission: "parts.read",
  summary: "Parts with their stock",
  query: listQuery(["name"], {
    storageId: Type.Optional(Id),
    low: Type.Optional(Type.Boolean()),
    archived: Type.Optional(Type.Boolean()),
  }),
  reply: { 200: page(PartRow) },
});
export const createPart = route("POST", "/api/parts", {
  beginsNew: true,
  permission: "parts.write",
  summary: "Add a part; it needs a name or a code",
  body: closed(optionalPart),
  reply: { 201: Part },
  errors: ["invalid", "conflict"],
});
export const getPart = route("GET", "/api/parts/:id", {
  permission: "parts.read",
  summary: "One part with its stock",
  reply: { 200: Part },
  errors: ["not_found"],
});
export const updatePart = route("PATCH", "/api/parts/:id", {
  permission: "parts.write",
  summary: "Change, archive or restore a part",
  body: closed({
    version: Version,
    ...optionalPart,
    /** Shelf or drawer in a storage; others stay as they are. */
    bins: Type.Optional(Type.Array(closed({ storageId: Id, bin: nullable(text(30)) }), { maxItems: 20 })),
    archived: Type.Optional(Type.Boolean()),
  }),
  reply: { 200: Part },
  errors: ["not_found", "conflict", "invalid"],
});
export const deletePart = route("DELETE", "/api/parts/:id", {
  permission: "parts.write",
  summary: "Delete a part nothing refers to",
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});
export const getPartByBarcode = route("GET", "/api/parts/by-barcode/:code", {
  permission: "parts.read",
  summary: "The part with this barcode",
  reply: { 200: Part },
  errors: ["not_found"],
});

export const addSupplierPrice = route("POST", "/api/parts/:id/supplier-prices", {
  permission: "parts.write",
  summary: "Note what a supplier charges",
  body: closed({
    supplierId: Id,
    supplierCode: Type.Optional(nullable(text(60))),
    costCents: PriceCents,
    pack: Type.Optional(
      Type.String({ pattern: "^[0-9]{1,5}(\\.[0-9]{1,3})?$", message: "Enter how many are in a pack." }),
    ),
    seenOn: Type.Optional(DateOn),
  }),
  reply: { 201: Part },
  errors: ["not_found", "invalid"],
});

export const StockMove = Type.Object({
  id: Id,
  at: TimeAt,
  kind: oneOf(["opening", "receipt", "issue", "return", "transfer", "count", "revaluation"]),
  storage: Type.String(),
  quantity: OnShelf,
  valueCents: shownWith("costs.read", Cents),
  reason: nullable(Type.String()),
  workOrder: nullable(Type.Object({ id: Id, number: Type.Integer() })),
});

export const listStockMoves = route("GET", "/api/parts/:id/moves", {
  permission: "parts.read",
  summary: "The part's ledger, newest first",
  query: listQuery(["-at"], {}),
  reply: { 200: page(StockMove) },
  errors: ["not_found"],
});

export const listLowStock = route("GET", "/api/stock/low", {
  permission: "parts.read",
  summary: "Parts below their reorder point",
  reply: { 200: Type.Object({ items: Type.Array(PartRow) }) },
});

const Counted = Type.String({
  pattern: "^[0-9]{1,5}(\\.[0-9]{1,3})?$",
  message: "Enter how many, with up to 3 decimals.",
});

export const receiveStock = route("POST", "/api/stock/receipts", {
  permission: "stock.move",
  summary: "Book a delivery in",
  body: closed({
    /** Whose prices these are; each part's own supplier unless said. */
    supplierId: Type.Optional(nullable(Id)),
    supplierDocument: Type.Optional(nullable(text(60))),
    items: Type.Array(
      closed({
        partId: Id,
        storageId: Type.Optional(Id),
        quantity: Counted,
        /** Of one unit; left out, it costs what it cost last. */
        costCents: Type.Optional(PriceCents),
      }),
      { minItems: 1, maxItems: 200 },
    ),
  }),
  reply: { 201: Type.Object({ items: Type.Array(Part) }) },
  errors: ["invalid", "not_found"],
});

export const transferStock = route("POST", "/api/stock/transfers", {
  permission: "stock.move",
  summary: "Move stock from one storage to another",
  body: closed({ partId: Id, fromStorageId: Id, toStorageId: Id, quantity: Counted, acceptWarnings: AcceptWarnings }),
  reply: { 201: Part },
  errors: ["invalid", "not_found", "conflict"],
});

export const countStock = route("POST", "/api/stock/counts", {
  permission: "stock.move",
  summary: "Book counted quantities; differences become moves",
  body: closed({
    storageId: Id,
    startedAt: TimeAt,
    items: Type.Array(closed({ partId: Id, counted: Counted }), { minItems: 1, maxItems: 500 }),
    acceptWarnings: AcceptWarnings,
  }),
  reply: { 201: Type.Object({ differences: Type.Integer() }) },
  errors: ["invalid", "not_found", "conflict"],
});

const supplierFields = {
  name: text(200),
  registrationNo: nullable(text(40)),
  email: nullable(Type.String({ format: "email", maxLength: 254 })),
  phone: nullable(text(40)),
  ourCustomerNo: nullable(text(40)),
  leadDays: nullable(Type.Integer({ minimum: 0, maximum: 365 })),
  note: nullable(text(2000)),
};
export const Supplier = Type.Object({ id: Id, version: Version, ...supplierFields, archivedAt: nullable(TimeAt) });
export type Supplier = Static<typeof Supplier>;
const optionalSupplier = Type.Partial(Type.Object(supplierFields)).properties;
export const listSuppliers = route("GET", "/api/suppliers", {
  permission: "parts.read",
  summary: "Suppliers",
  reply: { 200: Type.Object({ items: Type.Array(Supplier) }) },
});
export const getSupplier = route("GET", "/api/suppliers/:id", {
  permission: "parts.read",
  summary: "One supplier",
  reply: { 200: Supplier },
  errors: ["not_found"],
});
export const createSupplier = route("POST", "/api/suppliers", {
  permission: "parts.write",
  summary: "Add a supplier",
  body: closed({ ...optionalSupplier, name: supplierFields.name }),
  reply: { 201: Supplier },
  errors: ["invalid"],
});
export const updateSupplier = route("PATCH", "/api/suppliers/:id", {
  permission: "parts.write",
  summary: "Change, archive or restore a supplier",
  body: closed({ version: Version, ...optionalSupplier, archived: Type.Optional(Type.Boolean()) }),
  reply: { 200: Supplier },
  errors: ["not_found", "conflict", "invalid"],
});
export const deleteSupplier = route("DELETE", "/api/suppliers/:id", {
  permission: "parts.write",
  summary: "Delete a supplier nothing refers to",
  reply: { 204: empty },
  errors: ["not_found", "in_use"],
});

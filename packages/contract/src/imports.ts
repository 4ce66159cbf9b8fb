import Type, { type Static } from "typebox";
import { Id, nullable, oneOf, TimeAt, text } from "./fields.ts";
import { page } from "./list.ts";
import { closed, route } from "./route.ts";

export const importKinds = ["customers", "vehicles", "parts", "stock", "history"] as const;
export const ImportKind = oneOf(importKinds);
export type ImportKind = Static<typeof ImportKind>;

/** What a table may hold, by kind. The first names of a field are the ones its column is recognised by best. */
export const importFields = {
  customers: [
    "externalId",
    "name",
    "kind",
    "firstName",
    "lastName",
    "companyName",
    "email",
    "phone",
    "phone2",
    "street",
    "city",
    "region",
    "postalCode",
    "country",
    "registrationNo",
    "vatId",
    "language",
    "dueDays",
    "discountPercent",
    "cashOnly",
    "note",
  ],
  vehicles: [
    "externalId",
    "plate",
    "vin",
    "make",
    "model",
    "series",
    "modelYear",
    "firstRegisteredOn",
    "body",
    "engine",
    "engineCode",
    "displacementCcm",
    "powerKw",
    "fuel",
    "transmission",
    "colour",
    "tyreSizes",
    "odometer",
    "ownerExternalId",
    "ownerEmail",
    "note",
  ],
  parts: [
    "code",
    "name",
    "brand",
    "barcode",
    "oemNumber",
    "unit",
    "salePrice",
    "discountPercent",
    "stocked",
    "reorderPoint",
    "reorderTo",
    "note",
  ],
  stock: ["code", "quantity", "unitCost", "storage"],
  history: [
    "externalId",
    "vehicleExternalId",
    "plate",
    "vin",
    "doneOn",
    "title",
    "odometer",
    "cause",
    "correction",
    "parts",
    "reference",
  ],
} as const satisfies Record<ImportKind, readonly string[]>;
export type ImportField = (typeof importFields)[ImportKind][number];

const Field = oneOf([...new Set<ImportField>(Object.values(importFields).flat())]);

/** Largest table: 50 MB and 200,000 rows under its headings. */
export const importMaxBytes = 50_000_000;
export const importMaxRows = 200_000;

export const tableTypes = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

export const encodings = [
  "utf-8",
  "utf-16le",
  "utf-16be",
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "windows-1257",
] as const;
export const delimiters = [",", ";", "\t", "|"] as const;
const Encoding = oneOf(encodings);
const Delimiter = oneOf(delimiters);

/** How a table is read; what is left out is detected. A workbook has neither. */
const reading = { encoding: Type.Optional(Encoding), delimiter: Type.Optional(Delimiter) };

const Mapping = Type.Array(closed({ column: Type.Integer({ minimum: 0, maximum: 499 }), field: Field }), {
  minItems: 1,
  maxItems: 100,
  message: "Choose what at least one column holds.",
});
export type Mapping = Static<typeof Mapping>;

/** A table somebody uploaded, with what its columns seem to hold. */
export const ImportTable = Type.Object({
  fileId: Id,
  name: Type.String(),
  kind: ImportKind,
  encoding: nullable(Encoding),
  delimiter: nullable(Delimiter),
  columns: Type.Array(
    Type.Object({
      heading: Type.String(),
      /** The first cells of the column that hold something, at most three. */
      examples: Type.Array(Type.String()),
      field: nullable(Field),
    }),
  ),
});
export type ImportTable = Static<typeof ImportTable>;

export const uploadImportTable = route("POST", "/api/imports/tables", {
  permission: "import.run",
  summary: "Upload a CSV or XLSX table; the body is the file",
  query: closed({ name: Type.Optional(text(200)), kind: Type.Optional(ImportKind) }),
  upload: importMaxBytes,
  reply: { 201: ImportTable },
  errors: ["invalid", "too_large"],
});

export const getImportTable = route("GET", "/api/imports/tables/:id", {
  permission: "import.run",
  summary: "An uploaded table, read as detected or as said",
  query: closed({ kind: Type.Optional(ImportKind), ...reading }),
  reply: { 200: ImportTable },
  errors: ["not_found", "invalid"],
});

export const Import = Type.Object({
  id: Id,
  kind: ImportKind,
  mode: oneOf(["dry", "run"]),
  fileId: Id,
  fileName: Type.String(),
  /** `waiting` and `running` go on by themselves; `failed` says why in `fault`. */
  state: oneOf(["waiting", "running", "done", "failed", "rolling_back", "rolled_back"]),
  /** Rows read so far; of how many is known once the table was read to its end. */
  rowsDone: Type.Integer(),
  rowsTotal: nullable(Type.Integer()),
  created: Type.Integer(),
  updated: Type.Integer(),
  skipped: Type.Integer(),
  failed: Type.Integer(),
  warned: Type.Integer(),
  /** After a roll-back: rows taken back, and those kept because somebody worked with them. */
  undone: Type.Integer(),
  kept: Type.Integer(),
  fault: nullable(Type.String()),
  mapping: Mapping,
  encoding: nullable(Encoding),
  delimiter: nullable(Delimiter),
  createdAt: TimeAt,
  finishedAt: nullable(TimeAt),
  /** Until when it can be rolled back; null where there is nothing to roll back. */
  rollbackUntil: nullable(TimeAt),
});
export type Import = Static<typeof Import>;

export const createImport = route("POST", "/api/imports", {
  beginsNew: true,
  permission: "import.run",
  summary: "Try a table out (dry) or import it (run), as a task",
  body: closed({ fileId: Id, kind: ImportKind, mapping: Mapping, mode: oneOf(["dry", "run"]), ...reading }),
  reply: { 201: Import },
  errors: ["invalid"],
});

export const listImports = route("GET", "/api/imports", {
  permission: "import.run",
  summary: "Imports, newest first",
  query: closed({
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
  }),
  reply: { 200: page(Import) },
});

export const getImport = route("GET", "/api/imports/:id", {
  permission: "import.run",
  summary: "An import with its progress and result",
  reply: { 200: Import },
  errors: ["not_found"],
});

export const ImportRow = Type.Object({
  /** As counted in the table, its heading being row 1. */
  row: Type.Integer(),
  /** What became of it, or would. */
  outcome: oneOf(["created", "updated", "skipped", "failed"]),
  level: oneOf(["ok", "warning", "error"]),
  label: Type.String(),
  /** Of the customer, vehicle or part; null where there is none. */
  entityId: nullable(Id),
  problems: Type.Array(Type.Object({ column: nullable(Type.String()), reason: Type.String() })),
  /** Why a roll-back left it. */
  kept: nullable(Type.String()),
});
export type ImportRow = Static<typeof ImportRow>;

export const listImportRows = route("GET", "/api/imports/:id/rows", {
  permission: "import.run",
  summary: "What became of each row",
  query: closed({
    outcome: Type.Optional(oneOf(["created", "updated", "skipped", "failed"])),
    level: Type.Optional(oneOf(["ok", "warning", "error"])),
    kept: Type.Optional(Type.Boolean()),
    cursor: Type.Optional(Type.String({ maxLength: 500 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
  }),
  reply: { 200: page(ImportRow) },
  errors: ["not_found"],
});

export const rollBackImport = route("POST", "/api/imports/:id/rollback", {
  permission: "import.run",
  summary: "Take an import back for 30 days, except rows somebody worked with since",
  reply: { 200: Import },
  errors: ["not_found", "conflict"],
});

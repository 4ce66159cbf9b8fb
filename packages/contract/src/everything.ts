import Type, { type Static } from "typebox";
import { Id, nullable, oneOf, TimeAt } from "./fields.ts";
import { binary, route } from "./route.ts";

/** An archive of everything can be fetched for so many days. */
export const exportDays = 7;

export const Export = Type.Object({
  id: Id,
  /** `gone` once its days are over. */
  state: oneOf(["waiting", "running", "done", "failed", "gone"]),
  tablesDone: Type.Integer(),
  tablesTotal: nullable(Type.Integer()),
  rowsDone: Type.Integer(),
  bytes: nullable(Type.Integer()),
  /** Of the archive, hexadecimal. */
  sha256: nullable(Type.String()),
  createdAt: TimeAt,
  expiresAt: nullable(TimeAt),
});
export type Export = Static<typeof Export>;

export const listExports = route("GET", "/api/exports/everything", {
  permission: "export.all",
  whilePaused: "owner",
  summary: "The last twenty archives of everything, newest first",
  reply: { 200: Type.Object({ items: Type.Array(Export) }) },
});

export const createExport = route("POST", "/api/exports/everything", {
  permission: "export.all",
  whilePaused: "owner",
  summary: "Pack everything into a ZIP, as a task: a table a file, all uploads, a manifest with counts and hashes",
  reply: { 201: Export },
  errors: ["conflict"],
  freshProof: true,
});

export const getExportFile = route("GET", "/api/exports/everything/:id/file", {
  permission: "export.all",
  whilePaused: "owner",
  summary: "The archive, for seven days",
  reply: { 200: binary("application/zip") },
  errors: ["not_found", "gone"],
});

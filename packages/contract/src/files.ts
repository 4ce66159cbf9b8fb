import Type, { type Static } from "typebox";
import { Id, nullable, oneOf, TimeAt, text, Version } from "./fields.ts";
import type { Permission } from "./permission.ts";
import { binary, closed, empty, route } from "./route.ts";

/** Longest side of the three copies of a picture. */
export const pictureSides = { small: 320, medium: 1_280, large: 2_560 } as const;
export const pictureSizes = ["small", "medium", "large"] as const;
export type PictureSize = (typeof pictureSizes)[number];

const mebibyte = 1024 * 1024;
/** JPEG, PNG, WebP and GIF; of a GIF the first frame is kept. */
export const pictureMaxBytes = 10 * mebibyte;
export const pictureMaxPixels = 40_000_000;
export const documentMaxBytes = 20 * mebibyte;

/** A picture or document with addresses that anyone may open for 15 minutes; a document has one for all sizes. */
export const KeptFile = Type.Object({
  id: Id,
  version: Version,
  name: Type.String(),
  mediaType: Type.String(),
  /** Bytes kept for it, all sizes together. */
  bytes: Type.Integer(),
  width: nullable(Type.Integer()),
  height: nullable(Type.Integer()),
  caption: nullable(Type.String()),
  /** When the camera took it, if the camera said so. */
  takenAt: nullable(TimeAt),
  createdAt: TimeAt,
  by: nullable(Type.String()),
  /** The job it belongs to, on files of a work order. */
  jobId: nullable(Id),
  addresses: Type.Object({ small: Type.String(), medium: Type.String(), large: Type.String() }),
});
export type KeptFile = Static<typeof KeptFile>;

/** A picture as a customer sees it. */
export const ShownPicture = Type.Object({
  id: Id,
  caption: nullable(Type.String()),
  width: nullable(Type.Integer()),
  height: nullable(Type.Integer()),
  addresses: KeptFile.properties.addresses,
});
export type ShownPicture = Static<typeof ShownPicture>;

const Caption = nullable(text(200));

export const uploadFile = route("POST", "/api/files", {
  forSupport: true,
  permission: "self",
  summary: "Upload a picture or PDF as it is; hang it on something within 24 hours or it is removed",
  query: closed({ name: Type.Optional(text(200)) }),
  upload: documentMaxBytes,
  reply: { 201: KeptFile },
  errors: ["invalid", "too_large", "plan_limit"],
});

export const getFile = route("GET", "/api/files/:id", {
  forSupport: true,
  permission: "self",
  summary: "A picture or document, for whoever may see what it hangs on",
  query: closed({ size: Type.Optional(oneOf(pictureSizes)) }),
  reply: { 200: binary("application/octet-stream") },
  errors: ["not_found", "forbidden"],
});

export const getFileByAddress = route("GET", "/api/public/files/:token", {
  permission: "public",
  summary: "A picture or document by an address that was signed within the last 15 minutes",
  params: Type.Object({ token: Type.String({ minLength: 1, maxLength: 200 }) }),
  reply: { 200: binary("application/octet-stream") },
  errors: ["not_found", "gone"],
  whilePaused: "documents",
});

/** What hangs on a thing. */
const listed = (permission: Permission) => ({
  permission,
  summary: "Photos and documents, oldest first",
  reply: { 200: Type.Object({ items: Type.Array(KeptFile) }) },
  errors: ["not_found"] as const,
});

const captioned = (permission: Permission) => ({
  permission,
  summary: "Write what a photo shows",
  body: closed({ version: Version, caption: Caption }),
  reply: { 200: KeptFile },
  errors: ["not_found", "conflict"] as const,
});

const removed = (permission: Permission) => ({
  permission,
  summary: "Take a file down; its bytes are removed a day later",
  reply: { 204: empty },
  errors: ["not_found"] as const,
});

/** An uploaded file of one's own, to be hung up. */
const hanging = { fileId: Id, caption: Type.Optional(Caption) };
const hung = (permission: Permission) => ({
  permission,
  summary: "Hang an uploaded file on it",
  body: closed(hanging),
  reply: { 201: KeptFile },
  errors: ["not_found", "invalid"] as const,
});

export const listWorkOrderFiles = route("GET", "/api/work-orders/:id/files", listed("work.read"));
export const hangOnWorkOrder = route("POST", "/api/work-orders/:id/files", {
  ...hung("work.perform"),
  summary: "Hang an uploaded file on an order, or on one of its jobs, where the customer sees it too",
  body: closed({ ...hanging, jobId: Type.Optional(Id) }),
});
export const captionWorkOrderFile = route("PATCH", "/api/work-orders/:id/files/:fileId", captioned("work.perform"));
export const removeWorkOrderFile = route("DELETE", "/api/work-orders/:id/files/:fileId", removed("work.perform"));

export const listVehicleFiles = route("GET", "/api/vehicles/:id/files", listed("vehicles.read"));
export const hangOnVehicle = route("POST", "/api/vehicles/:id/files", hung("vehicles.write"));
export const captionVehicleFile = route("PATCH", "/api/vehicles/:id/files/:fileId", captioned("vehicles.write"));
export const removeVehicleFile = route("DELETE", "/api/vehicles/:id/files/:fileId", removed("vehicles.write"));

export const listCustomerFiles = route("GET", "/api/customers/:id/files", listed("customers.read"));
export const hangOnCustomer = route("POST", "/api/customers/:id/files", hung("customers.write"));
export const captionCustomerFile = route("PATCH", "/api/customers/:id/files/:fileId", captioned("customers.write"));
export const removeCustomerFile = route("DELETE", "/api/customers/:id/files/:fileId", removed("customers.write"));

export const putMyPhoto = route("PUT", "/api/me/photo", {
  permission: "self",
  summary: "Set one's own photo",
  upload: pictureMaxBytes,
  reply: { 200: Type.Object({ addresses: KeptFile.properties.addresses }) },
  errors: ["invalid", "too_large"],
});

export const deleteMyPhoto = route("DELETE", "/api/me/photo", {
  permission: "self",
  summary: "Remove one's own photo",
  reply: { 204: empty },
});

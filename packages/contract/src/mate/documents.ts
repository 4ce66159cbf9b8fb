import Type, { type Static } from "typebox";
import { nullable, oneOf, TimeAt } from "../fields.ts";
import { closed } from "../route.ts";
import { mateRoute } from "./route.ts";

export const documentKinds = ["manual", "bulletin", "wiring", "notes", "other"] as const;
export const documentRights = ["own", "licensed", "public"] as const;

const Id = Type.String({ format: "uuid" });
const params = closed({ id: Id });
const uploadBytes = 12 * 1024 * 1024;

export const MateDocument = Type.Object({
  id: Id,
  name: Type.String(),
  kind: oneOf(documentKinds),
  rights: oneOf(documentRights),
  make: nullable(Type.String()),
  model: nullable(Type.String()),
  yearFrom: nullable(Type.Integer()),
  yearTo: nullable(Type.Integer()),
  engine: nullable(Type.String()),
  revision: nullable(Type.String()),
  superseded: Type.Boolean(),
  pages: Type.Integer(),
  state: oneOf(["waiting", "ready", "failed"]),
  fault: nullable(Type.String()),
  createdAt: TimeAt,
});
export type MateDocument = Static<typeof MateDocument>;

export const Attachment = Type.Object({
  id: Id,
  name: Type.String(),
  mediaType: Type.String(),
  /** Trouble codes read from it, for a person to correct before asking. */
  codes: Type.Array(Type.String()),
});
export type Attachment = Static<typeof Attachment>;

export const addAttachment = mateRoute("POST", "/api/attachments", {
  who: "verified",
  summary: "Attach a scan report or a photo to the next question: form field `file`",
  takes: "multipart",
  bodyLimit: uploadBytes,
  reply: { 201: Attachment },
});

export const listDocuments = mateRoute("GET", "/api/documents", {
  who: "session",
  summary: "The account's documents, the newest first",
  reply: { 200: Type.Object({ items: Type.Array(MateDocument) }) },
});

export const addDocument = mateRoute("POST", "/api/documents", {
  who: "verified",
  summary: "Add a PDF with text, a Markdown or a text file: form field `file`, and what it is for",
  takes: "multipart",
  bodyLimit: uploadBytes,
  reply: { 201: MateDocument },
});

export const getDocument = mateRoute("GET", "/api/documents/:id", {
  who: "session",
  summary: "One document",
  params,
  reply: { 200: MateDocument },
});

export const deleteDocument = mateRoute("DELETE", "/api/documents/:id", {
  who: "session",
  summary: "Delete a document with its passages",
  params,
  reply: { 200: Type.Object({ success: Type.Literal(true) }) },
});

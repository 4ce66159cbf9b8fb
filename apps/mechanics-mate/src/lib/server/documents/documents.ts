import { findCodes } from "@mechanicbuddy/assistant/codes";
import type { Search } from "@mechanicbuddy/assistant/host";
import type { Attachment as AskedAttachment } from "@mechanicbuddy/assistant/question";
import { readReport } from "@mechanicbuddy/assistant/report";
import type { Source } from "@mechanicbuddy/assistant/source";
import {
  type Attachment,
  documentKinds,
  documentRights,
  type MateDocument,
} from "@mechanicbuddy/contract/mate/documents";
import type { MatePlan } from "@mechanicbuddy/contract/mate/plans";
import { invalidFields, MateRefusal, missing } from "@mechanicbuddy/contract/mate/problem";
import { newId } from "@mechanicbuddy/platform/id";
import { sha256 } from "@mechanicbuddy/platform/keys";
import { accountOf, inTransaction, type MateContext } from "../context.ts";
import { chunksOf } from "./chunks.ts";
import { isPicture, plainPicture } from "./picture.ts";
import { readDocument, textOf } from "./reading.ts";
import * as store from "./store.ts";

const MOST_PASSAGES = 8;
const MOST_BYTES = 6_000;
/** Attachments without a plan: the tables read reports, too. */
const usualAttachments = 1;
const MOST_ATTACHED_TEXT = 100_000;

export const list = (ctx: MateContext): Promise<MateDocument[]> => inTransaction(ctx, ({ db }) => store.list(db));

export const get = (ctx: MateContext, id: string): Promise<MateDocument> =>
  inTransaction(ctx, async ({ db }) => (await store.find(db, id)) ?? refuse());

export function remove(ctx: MateContext, id: string): Promise<void> {
  return inTransaction(ctx, async ({ db }) => {
    if ((await store.remove(db, id)) === 0) refuse();
  });
}

/** Adds a document: read at once, cut into passages, searched from then on. The same file twice is one document. */
export async function add(ctx: MateContext, form: FormData): Promise<MateDocument> {
  const { userId, access } = accountOf(ctx);
  const { name, bytes } = await fileOf(form);
  const facts = factsOf(form);
  const hash = sha256(Buffer.from(bytes));
  const known = await inTransaction(ctx, ({ db }) => store.findSame(db, hash));
  if (known !== undefined) return known;
  const { plan } = access;
  if (plan === null) {
    throw new MateRefusal("plan_limit", "Documents belong to a plan. The tables answer without one.", {
      resetsAt: null,
    });
  }
  const read = await readDocument(bytes, plan.documentPages);
  const pages = read.hasPages ? read.pages.length : Math.max(1, Math.ceil((read.pages[0]?.length ?? 0) / 3_000));
  const chunks = chunksOf(read.pages, read.hasPages);
  const id = newId();
  return inTransaction(ctx, async (ctx) => {
    const used = await store.used(ctx.db, userId);
    if (used.documents >= plan.documents) {
      const detail = `Your plan holds ${plan.documents} documents, and ${used.documents} are there. Delete one, or change the plan.`;
      throw new MateRefusal("plan_limit", detail, { quota: { used: used.documents, limit: plan.documents } });
    }
    if (used.pages + pages > plan.documentPages) {
      const detail = `Your plan holds ${plan.documentPages} pages; ${used.pages} are used, and this has ${pages}.`;
      throw new MateRefusal("plan_limit", detail, { quota: { used: used.pages, limit: plan.documentPages } });
    }
    await store.insert(ctx.db, { id, userId, name, pages, sha256: hash, ...facts });
    await store.insertChunks(ctx.db, id, userId, chunks);
    return get(ctx, id);
  });
}

/** Attaches a scan report or a photo to a question that is still to be asked. */
export async function attach(ctx: MateContext, form: FormData): Promise<Attachment> {
  const { name, bytes } = await fileOf(form);
  const id = newId();
  const { userId } = accountOf(ctx);
  const picture = isPicture(bytes) ? await plainPicture(bytes) : undefined;
  const text = picture === undefined ? (await attachedText(bytes)).slice(0, MOST_ATTACHED_TEXT) : null;
  const mediaType = picture === undefined ? "text/plain" : "image/webp";
  const kept = picture ?? Buffer.from(text ?? "");
  await inTransaction(ctx, ({ db }) => store.insertAttachment(db, { id, userId, name, mediaType, bytes: kept, text }));
  const codes = text === null ? [] : [...readReport(text).codes, ...findCodes(text)].map(({ code }) => code);
  return { id, name, mediaType, codes: [...new Set(codes)] };
}

const attachedText = async (bytes: Uint8Array) =>
  bytes[0] === 0x25 ? (await readDocument(bytes, 50)).pages.join("\n\n") : textOf(bytes);

/** What was attached to a question; more than the plan allows, or somebody else's, is refused. */
export async function attachmentsOf(
  ctx: MateContext,
  ids: readonly string[],
  plan: MatePlan | null,
): Promise<AskedAttachment[]> {
  if (ids.length === 0) return [];
  const limit = plan?.attachmentsPerMessage ?? usualAttachments;
  if (ids.length > limit) {
    const detail = `Your plan takes ${limit} ${limit === 1 ? "attachment" : "attachments"} with a question.`;
    throw new MateRefusal("plan_limit", detail, { quota: { used: ids.length, limit }, resetsAt: null });
  }
  const found = await inTransaction(ctx, ({ db }) => store.findAttachments(db, ids));
  if (found.length < new Set(ids).size) throw missing();
  return found.map(({ id, name, text }) => ({ id, name, text: text ?? "" }));
}

/** Passages of the account's own documents for a question, best first, at most 8 and 6 kB. */
export async function passages(ctx: MateContext, { text, codes, vehicle }: Search): Promise<Source[]> {
  // Any of the words may stand in a passage; those with more of them come first.
  const words = text
    .split(/[^\p{L}\p{N}-]+/u)
    .filter((word) => word.length > 2)
    .slice(0, 20)
    .join(" or ");
  const found = await inTransaction(ctx, ({ db }) =>
    store.search(db, {
      words,
      codes,
      make: vehicle?.make ?? null,
      model: vehicle?.model ?? null,
      limit: MOST_PASSAGES,
    }),
  );
  let bytes = 0;
  return found
    .filter(({ body }) => {
      bytes += Buffer.byteLength(body);
      return bytes <= MOST_BYTES;
    })
    .map(sourceOf);
}

function sourceOf(passage: store.Passage): Source {
  const { id, title, heading, body, page, revision, superseded, make, model, yearFrom, yearTo, engine } = passage;
  const known = Object.entries({ make, model, yearFrom, yearTo, engine }).filter(([, value]) => value !== null);
  return {
    id: `doc-${id}`,
    kind: "document",
    title: heading === null ? title : `${title}: ${heading}`,
    text: body,
    tainted: true,
    ...(page === null ? {} : { page }),
    ...(revision === null ? {} : { revision }),
    ...(superseded ? { superseded: true as const } : {}),
    ...(known.length === 0 ? {} : { appliesTo: Object.fromEntries(known) }),
  };
}

async function fileOf(form: FormData): Promise<{ name: string; bytes: Uint8Array }> {
  const file = form.get("file");
  if (!(file instanceof File) || file.size === 0) throw invalidFields({ file: "Choose a file." });
  return {
    name: file.name.replace(/[/\\]/g, " ").slice(0, 200) || "file",
    bytes: new Uint8Array(await file.arrayBuffer()),
  };
}

type Facts = Pick<
  MateDocument,
  "kind" | "rights" | "make" | "model" | "yearFrom" | "yearTo" | "engine" | "revision" | "superseded"
>;

/** What the uploader says of a document, each field checked. */
function factsOf(form: FormData): Facts {
  const faults: Record<string, string> = {};
  const said = (name: string) => String(form.get(name) ?? "").trim();
  const words = (name: string) => {
    if (said(name).length > 60) faults[name] = "Write at most 60 characters.";
    return said(name) || null;
  };
  const year = (name: string) => {
    if (said(name) === "") return null;
    const number = Number(said(name));
    if (!Number.isInteger(number) || number < 1900 || number > 2100) faults[name] = "Give a year such as 2016.";
    return number;
  };
  const kind = documentKinds.find((each) => each === (said("kind") || "other"));
  const rights = documentRights.find((each) => each === said("rights"));
  if (kind === undefined) faults.kind = "Choose one of the kinds.";
  if (rights === undefined) faults.rights = "Say by what right you may keep this document here.";
  const facts = {
    kind: kind ?? "other",
    rights: rights ?? "own",
    make: words("make"),
    model: words("model"),
    yearFrom: year("yearFrom"),
    yearTo: year("yearTo"),
    engine: words("engine"),
    revision: words("revision"),
    superseded: form.has("superseded"),
  };
  if (facts.yearFrom !== null && facts.yearTo !== null && facts.yearFrom > facts.yearTo) {
    faults.yearTo = "This is before the first year.";
  }
  if (Object.keys(faults).length > 0) throw invalidFields(faults);
  return facts;
}

function refuse(): never {
  throw missing();
}

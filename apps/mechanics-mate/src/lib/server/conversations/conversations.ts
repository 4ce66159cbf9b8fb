import type { Block } from "@mechanicbuddy/assistant/block";
import type { Search } from "@mechanicbuddy/assistant/host";
import { asMarkdown } from "@mechanicbuddy/assistant/markdown";
import type { Source } from "@mechanicbuddy/assistant/source";
import type { Conversation, ConversationRow } from "@mechanicbuddy/contract/mate/conversations";
import { invalidFields, MateRefusal, missing } from "@mechanicbuddy/contract/mate/problem";
import { newId } from "@mechanicbuddy/platform/id";
import { accountOf, inTransaction, type MateContext } from "../context.ts";
import * as store from "./store.ts";

const PAGE = 25;
const MOST_FIXES = 5;

export async function list(ctx: MateContext, saved: boolean, query: { cursor?: string; limit?: number }) {
  const limit = query.limit ?? PAGE;
  const after = query.cursor === undefined ? undefined : placeOf(query.cursor);
  const items = await inTransaction(ctx, ({ db }) => store.page(db, saved, after, limit));
  const last = items.length > limit ? items[limit - 1] : undefined;
  const nextCursor = last === undefined ? null : Buffer.from(`${last.lastAt}|${last.id}`).toString("base64url");
  return { items: items.slice(0, limit), nextCursor };
}

function placeOf(cursor: string): store.Place {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString().split("|");
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id)) {
    throw invalidFields({ cursor: "This is no place in the list. Begin with the first page." });
  }
  return { at, id };
}

export function get(ctx: MateContext, id: string): Promise<Conversation> {
  return inTransaction(ctx, async ({ db }) => {
    const row = await store.findRow(db, id);
    if (row === undefined) throw missing();
    const turns = await store.turns(db, id);
    return { ...row, turns: turns.map((turn) => ({ ...turn, answer: numbered(turn.answer) })) };
  });
}

/** Decimals come out of JSON as they went in; a confidence is a number. */
function numbered(answer: Conversation["turns"][number]["answer"]) {
  return answer === null
    ? null
    : { ...answer, confidence: answer.confidence === null ? null : Number(answer.confidence) };
}

/** Opens a conversation for its first question, in the question's transaction. */
export async function open(ctx: MateContext, question: string, vehicleId: string | null): Promise<string> {
  const id = newId();
  const title = question.replace(/\s+/g, " ").trim().slice(0, 80) || "?";
  await store.insert(ctx.db, {
    id,
    userId: accountOf(ctx).userId,
    title,
    vehicleId,
    imported: false,
    now: ctx.now(),
  });
  return id;
}

/** A better name than its first words, unless somebody gave it one meanwhile. */
export function nameAfterAnswer(ctx: MateContext, id: string, title: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => void (await store.nameUnnamed(ctx.db, id, title)));
}

/** Refuses a conversation that is not the caller's, and moves it up. */
export function mustExist(ctx: MateContext, id: string): Promise<void> {
  return inTransaction(ctx, async (ctx) => {
    if ((await store.touch(ctx.db, id, ctx.now())) === 0) throw missing();
  });
}

/** The vehicle a conversation is about. */
export async function vehicleOf(ctx: MateContext, id: string): Promise<string | null> {
  const row = await inTransaction(ctx, ({ db }) => store.findRow(db, id));
  return row?.vehicle?.id ?? null;
}

export function rename(ctx: MateContext, id: string, version: number, title: string): Promise<ConversationRow> {
  return inTransaction(ctx, async ({ db }) => {
    const before = await store.findRow(db, id);
    if (before === undefined) throw missing();
    if (!(await store.rename(db, id, version, title))) {
      throw new MateRefusal("conflict", "This conversation was changed in another window.", { current: before });
    }
    return (await store.findRow(db, id)) ?? before;
  });
}

export function remove(ctx: MateContext, id: string): Promise<void> {
  return inTransaction(ctx, async ({ db }) => {
    if ((await store.remove(db, id)) === 0) throw missing();
  });
}

interface Saving {
  conversationId?: string;
  title: string;
  messages?: { role: string; content: string }[];
}

/** Keeps a conversation for good, up to the plan's number; one that is brought along is made first. */
export function save(ctx: MateContext, { conversationId, title, messages }: Saving): Promise<ConversationRow> {
  return inTransaction(ctx, async (ctx) => {
    const { userId, access } = accountOf(ctx);
    const id = conversationId ?? (await bring(ctx, title, messages));
    const row = await store.findRow(ctx.db, id);
    if (row === undefined) throw missing();
    const limit = access.plan === null ? 0 : access.plan.saved;
    if (!row.saved) {
      const used = await store.countSaved(ctx.db, userId);
      if (limit !== null && used >= limit) {
        const detail =
          limit === 0
            ? "Your plan keeps no conversations for good. A plan with saved conversations does."
            : `Your plan keeps ${limit} conversations for good, and ${used} are kept. Take one off, or change the plan.`;
        throw new MateRefusal("plan_limit", detail, { quota: { used, limit }, resetsAt: null });
      }
    }
    await store.save(ctx.db, id, userId, title);
    return (await store.findRow(ctx.db, id)) ?? row;
  });
}

/** Takes a conversation off those that are kept; it stays for as long as the plan keeps any. */
export function unsave(ctx: MateContext, id: string): Promise<void> {
  return inTransaction(ctx, async ({ db }) => {
    await store.unsave(db, id);
  });
}

async function bring(ctx: MateContext, title: string, messages: Saving["messages"]): Promise<string> {
  const texts = (messages ?? []).map(({ content }) => content);
  if (texts.length === 0) throw invalidFields({ conversationId: "Name a conversation, or send its messages." });
  const id = newId();
  const { userId } = accountOf(ctx);
  await store.insert(ctx.db, { id, userId, title, vehicleId: null, imported: true, now: ctx.now() });
  await store.insertImported(ctx.db, userId, id, texts, ctx.now());
  return id;
}

/** A conversation as a file; the warnings of an answer stand before it. */
export async function exported(ctx: MateContext, id: string, format: "md" | "json") {
  const conversation = await get(ctx, id);
  if (format === "json")
    return { name: `${id}.json`, mediaType: "application/json", text: JSON.stringify(conversation, null, 2) };
  const parts = conversation.turns.flatMap(({ role, text, answer }) => [
    `## ${role === "imported" ? "Brought along" : "Question"}\n\n${text.replace(/^(#|>)/gm, "\\$1")}`,
    ...(answer === null
      ? []
      : [
          `## Answer${answer.mode === "reference" ? " (from the tables)" : ""}\n\n${(answer.blocks as Block[]).map(asMarkdown).join("\n\n")}`,
          ...(answer.sources.length === 0
            ? []
            : [
                `Sources:\n\n${answer.sources.map(({ id, title, page }) => `- [${id}] ${title}${page === null ? "" : `, page ${page}`}`).join("\n")}`,
              ]),
        ]),
  ]);
  return {
    name: `${id}.md`,
    mediaType: "text/markdown; charset=utf-8",
    text: [`# ${conversation.title}`, ...parts].join("\n\n"),
  };
}

/** Fixes that held for the like of a question; the account's own alone. */
export function fixesFor(ctx: MateContext, { text, codes }: Search): Promise<Source[]> {
  const words = codes.length > 0 ? codes.join(" or ") : text.slice(0, 200);
  return inTransaction(ctx, ({ db }) => store.fixes(db, words, MOST_FIXES));
}

export const historyOf = (ctx: MateContext, vehicleId: string): Promise<Source[]> =>
  inTransaction(ctx, ({ db }) => store.history(db, vehicleId));

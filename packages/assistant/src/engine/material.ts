/** Everything the caller may read that an answer can stand on. */

import type { Block } from "../block.ts";
import { findCodes } from "../codes.ts";
import type { EngineContext, Host, Search } from "../host.ts";
import { asMarkdown } from "../markdown.ts";
import type { Attachment, Turn, Vehicle } from "../question.ts";
import type { Source } from "../source.ts";
import type { StoredTurn } from "../store/questions.ts";

/** What a host found for a question. */
export interface Material {
  documents: Source[];
  history: Source[];
  fixes: Source[];
  prices: Source[];
}

/** Asks the host for everything at once; each function reads with the caller's rights. */
export async function gather<Ctx extends EngineContext>(
  host: Host<Ctx>,
  ctx: Ctx,
  { text, vehicle, attachments }: { text: string; vehicle: Vehicle | null; attachments: readonly Attachment[] },
): Promise<Material> {
  const search: Search = { text, codes: codesIn([text, ...attachments.map((each) => each.text)]), vehicle };
  const [documents, history, fixes, prices] = await Promise.all([
    host.documents(ctx, search),
    vehicle?.id ? host.history(ctx, vehicle.id) : [],
    host.fixes(ctx, search),
    host.prices?.(ctx, search) ?? [],
  ]);
  return { documents, history, fixes, prices };
}

const codesIn = (texts: readonly string[]) => [
  ...new Set(texts.flatMap((text) => findCodes(text).map(({ code }) => code))),
];

/** Stored questions and answers as earlier turns. Only what this engine stored is ever the assistant's own words. */
export function turnsFrom(stored: readonly StoredTurn[]): Turn[] {
  return stored.flatMap(({ role, body, blocks }): Turn[] => [
    { role, text: body },
    ...(blocks === null || blocks.length === 0
      ? []
      : [{ role: "assistant" as const, text: (blocks as Block[]).map(asMarkdown).join("\n\n") }]),
  ]);
}

/** Marks text as data: with its type, where it comes from and how far it is trusted. No text can close or open one. */

import { visible } from "../guard/text.ts";

export interface Label {
  type: string;
  origin:
    | "code"
    | "owner"
    | "technician"
    | "customer"
    | "document"
    | "builtin"
    | "record"
    | "fix"
    | "imported"
    | "tool";
  /** 0 to 1. */
  trust: number;
  id?: string;
  title?: string;
}

/** Most characters of each kind of text. */
export const lengths = {
  question: 5000,
  vehicle: 1200,
  source: 1500,
  sources: 6000,
  attachment: 4000,
  turn: 1500,
  facts: 2000,
  title: 120,
} as const;

/** Text without what cannot be seen and without what looks like an envelope or the mark of a role. */
export function harmless(text: string, most: number): string {
  const shown = visible(text)
    .replace(/<(?=\s*\/?\s*data\b)/gi, "‹")
    .replace(/<(?=\||\|?\s*(?:im_|system|user|assistant)|<SYS)/gi, "‹")
    .replace(/\[(?=\/?\s*INST\])/gi, "⁅")
    .replace(/^([ \t]*)(human|user|assistant|system)(?=\s*:)/gim, "$1“$2”");
  return shown.length <= most ? shown : `${shown.slice(0, most - 1)}…`;
}

const attribute = (text: string) => harmless(text, lengths.title).replace(/["<>\n]/g, "'");

/** A text in its envelope. */
export function envelope({ type, origin, trust, id, title }: Label, text: string, most: number): string {
  const named = [
    id === undefined ? "" : ` id="${attribute(id)}"`,
    title === undefined ? "" : ` title="${attribute(title)}"`,
  ].join("");
  return `<data type="${type}"${named} origin="${origin}" trust="${trust}">\n${harmless(text, most)}\n</data>`;
}

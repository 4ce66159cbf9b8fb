/** Codes in raw replies of a car: services 03, 07 and 0A of ISO 15031-5, and service 19 02 of ISO 14229-1. */

import { readCode } from "./structure.ts";

export type CodeState = "stored" | "pending" | "permanent" | "past";

export interface RawCode {
  code: string;
  failureType: string | null;
  state: CodeState | null;
  lamp: boolean | null;
}

const services: Record<string, CodeState> = { "43": "stored", "47": "pending", "4A": "permanent" };

/**
 * The codes of one line of raw bytes, as `43 01 33 00 00 00 00`, `7E8 04 43 01 01 33` or `59 02 FF 01 33 00 2F`.
 * @returns null when the line is not such a reply
 */
export function rawCodes(line: string): RawCode[] | null {
  const bytes = bytesOf(line);
  if (!bytes) return null;
  if (bytes[0] === "59" && bytes[1] === "02") return withStatus(bytes.slice(3));
  const state = services[bytes[0] ?? ""];
  if (!state) return null;
  const rest = bytes.slice(1);
  const pairs = rest.length % 2 === 1 ? rest.slice(1) : rest;
  return chunks(pairs, 2).flatMap(([high = "", low = ""]) => {
    const read = high + low === "0000" ? null : readCode(`0x${high}${low}`);
    return read ? [{ code: read.code, failureType: null, state, lamp: null }] : [];
  });
}

/** What the status byte of ISO 14229-1 says. */
export function statusBits(status: number): { state: CodeState | null; lamp: boolean } {
  const lamp = (status & 0x80) !== 0;
  if (status & 0x08) return { state: status & 0x01 ? "stored" : "past", lamp };
  return { state: status & 0x04 ? "pending" : null, lamp };
}

function withStatus(bytes: string[]): RawCode[] {
  return chunks(bytes, 4).flatMap(([high = "", middle = "", low = "", status = ""]) => {
    const read = status === "" ? null : readCode(`0x${high}${middle}`);
    if (!read) return [];
    const failureType = low === "00" ? null : low;
    return [{ code: read.code, failureType, ...statusBits(Number.parseInt(status, 16)) }];
  });
}

/**
 * Puts the parts of a long reply together in the line where it begins, so that lines keep their numbers: `0: 43 06 …`,
 * `1: …` as simple readers write it, or the first frame `7E8 10 0E …` and those that follow, `7E8 21 …`.
 */
export function joinedFrames(lines: readonly string[]): string[] {
  const joined = [...lines];
  let reply: { at: number; sender: string; next: number; bytes: string[]; length: number } | null = null;
  for (const [at, line] of lines.entries()) {
    const part = partOf(line);
    if (!part) continue;
    if (part.number === 0 && part.first) {
      const told = /^\s*([0-9A-F]{3})\s*$/i.exec(lines[at - 1] ?? "")?.[1];
      const length = part.length ?? Number.parseInt(told ?? "FFF", 16);
      reply = { at, sender: part.sender, next: 1, bytes: part.bytes, length };
    } else if (reply && reply.sender === part.sender && part.number === reply.next % 16) {
      reply.bytes.push(...part.bytes);
      reply.next++;
      joined[at] = "";
    } else continue;
    joined[reply.at] = reply.bytes.slice(0, reply.length).join(" ");
  }
  return joined;
}

interface Part {
  sender: string;
  first: boolean;
  number: number;
  /** Bytes of the whole reply; null where the part does not say. */
  length: number | null;
  bytes: string[];
}

function partOf(line: string): Part | null {
  const [, sender = "", kind, nibble = "", counter = "", data = ""] =
    /^\s*(?:(7E[8-F])\s?([12])([0-9A-F])|([0-9A-F]):)\s*((?:[0-9A-F]{2}\s?){1,8})$/i.exec(line) ?? [];
  const bytes = data.match(/[0-9A-F]{2}/gi) ?? [];
  if (bytes.length === 0) return null;
  if (kind !== "1") {
    const number = Number.parseInt(nibble || counter, 16);
    return { sender, first: kind === undefined && number === 0, number, length: null, bytes };
  }
  const length = Number.parseInt(nibble + bytes[0], 16);
  return { sender, first: true, number: 0, length, bytes: bytes.slice(1) };
}

/** The data bytes of a line that holds nothing else, without the sender's address and the length in front. */
function bytesOf(line: string): string[] | null {
  const typed = line
    .trim()
    .toUpperCase()
    .replace(/^(?:>|RX:?|<)\s*/, "");
  const [, header, data = ""] = /^(?:(7E[8-F]|18DAF1[0-9A-F]{2})\s?)?((?:[0-9A-F]{2}\s?){3,300})$/.exec(typed) ?? [];
  const bytes = data.match(/[0-9A-F]{2}/g) ?? [];
  if (bytes.length < 3) return null;
  if (header === undefined) return bytes;
  const length = Number.parseInt(bytes[0] ?? "", 16);
  return length >= 1 && length <= 7 ? bytes.slice(1, 1 + length) : null;
}

const chunks = <Item>(items: Item[], size: number): Item[][] =>
  Array.from({ length: Math.floor(items.length / size) }, (_, n) => items.slice(n * size, (n + 1) * size));

import { Readable } from "node:stream";
import type { Binary, Route } from "@mechanicbuddy/contract/route";
import type { FastifyReply } from "fastify";
import type { TSchema } from "typebox";
import { mismatch } from "./validation.ts";

/** JSON that PostgreSQL built; its bytes are passed on as they are. */
export class Json {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A file as a reply. */
export class File {
  /** A stream where a file is too large to hold. */
  readonly bytes: Uint8Array | Readable;
  readonly mediaType: string;
  readonly name: string;
  readonly inline: boolean;
  /** How long the browser that asked may keep it; not at all unless said. */
  readonly maxAgeSeconds: number;
  constructor(file: {
    bytes: Uint8Array | Readable;
    mediaType: string;
    name: string;
    inline?: boolean;
    maxAgeSeconds?: number;
  }) {
    this.bytes = file.bytes;
    this.mediaType = file.mediaType;
    this.name = file.name;
    this.inline = file.inline ?? true;
    this.maxAgeSeconds = file.maxAgeSeconds ?? 0;
  }
}

/** The success status of a contract. */
export function successStatus(route: Route): number {
  return Number(Object.keys(route.reply)[0]);
}

/** The text of a JSON answer, or undefined where there is none. */
export function bodyOf(answer: unknown): string | undefined {
  if (answer instanceof Json) return answer.text;
  return answer === undefined || answer === null ? undefined : JSON.stringify(answer);
}

/** Sends what an operation answered with the status its contract names. */
export function sendAnswer(reply: FastifyReply, status: number, answer: unknown): FastifyReply {
  reply.code(status);
  if (answer instanceof File) {
    const disposition = answer.inline ? "inline" : "attachment";
    if (answer.maxAgeSeconds > 0) reply.header("cache-control", `private, max-age=${answer.maxAgeSeconds}, immutable`);
    return reply
      .header("content-disposition", `${disposition}; filename*=UTF-8''${encodeURIComponent(answer.name)}`)
      .header("content-security-policy", "sandbox; default-src 'none'")
      .type(answer.mediaType)
      .send(answer.bytes instanceof Readable ? answer.bytes : Buffer.from(answer.bytes));
  }
  const body = bodyOf(answer);
  return body === undefined ? reply.send() : reply.type("application/json; charset=utf-8").send(body);
}

/** Throws when an answer is not what its contract promises. */
export function assertAnswer(route: Route, answer: unknown): void {
  const schema = route.reply[successStatus(route)] as TSchema | Binary;
  if ("binary" in schema) {
    if (!(answer instanceof File)) throw new Error(`${route.method} ${route.path} must answer with a file`);
    return;
  }
  const text = bodyOf(answer);
  const fault = mismatch(schema, text === undefined ? null : JSON.parse(text));
  if (fault !== undefined) throw new Error(`${route.method} ${route.path} answers against its contract: ${fault}`);
}

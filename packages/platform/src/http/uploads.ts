import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import type { Route } from "@mechanicbuddy/contract/route";
import type { FastifyInstance, FastifyRequest } from "fastify";

const mebibyte = 1024 * 1024;

/** Sizes as people read them, rounded up so that what is too large never looks as if it fitted. */
export const megabytes = (bytes: number) => `${Math.ceil((bytes / mebibyte) * 10) / 10} MB`;

/** Takes files as they are, on routes that ask for one; everything else stays JSON. */
export function takeUploads(server: FastifyInstance): void {
  server.addContentTypeParser("application/octet-stream", { parseAs: "buffer" }, (request, body, done) => {
    const { contract } = request.routeOptions.config;
    if (contract?.upload === undefined) done(new Refusal("invalid", "Send the request as application/json."));
    else done(null, body);
  });
}

/** How large a body may be. */
export function limitOf({ bodyLimit, upload }: Route): { bodyLimit?: number } {
  const limit = upload ?? bodyLimit;
  return limit === undefined ? {} : { bodyLimit: limit };
}

/** Refuses a file before its first byte is read when it says itself that it is too large. */
export function refuseOversized(request: FastifyRequest, limit: number): void {
  const length = Number(request.headers["content-length"] ?? 0);
  if (length > limit) throw tooLarge("file", length, limit);
}

/** `too_large` with what it is and what it may be. */
export function tooLarge(thing: string, bytes: number, limit: number): Refusal {
  return new Refusal("too_large", `The ${thing} has ${megabytes(bytes)}; at most ${megabytes(limit)} are possible.`);
}

/** The bytes that were sent; anything else is no file. */
export function uploadOf(body: unknown): Buffer {
  if (!Buffer.isBuffer(body) || body.length === 0) throw invalid({ file: "Choose a file." });
  return body;
}

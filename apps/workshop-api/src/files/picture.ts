import { fork } from "node:child_process";
import { pictureMaxBytes, pictureMaxPixels } from "@mechanicbuddy/contract/files";
import { invalid, Refusal } from "@mechanicbuddy/contract/problem";
import { tooLarge } from "@mechanicbuddy/platform/http/uploads";

/** A picture decoded, turned upright and written anew in three sizes: nothing of the original file is in it. */
export interface DecodedPicture {
  mediaType: "image/jpeg" | "image/webp";
  /** Of the large copy. */
  width: number;
  height: number;
  /** By the camera's own clock, `2026-03-17 10:42:00`. */
  takenAt: string | undefined;
  small: Uint8Array;
  medium: Uint8Array;
  large: Uint8Array;
}

export type PictureReply =
  | ({ kind: "picture" } & DecodedPicture)
  | { kind: "tooManyPixels"; pixels: number }
  | { kind: "unreadable" }
  | { kind: "late" };

/** The worker ends itself after 5 s of computing; beyond this the machine is too busy to begin with. */
const timeoutMs = 20_000;
const worker = new URL("./picture-worker.ts", import.meta.url);

/** Pictures are decoded one after the other: each may take a core and half a gigabyte. */
let last: Promise<unknown> = Promise.resolve();

/** Decodes a picture of any kind we take. Refuses what is none, what is broken off and what unfolds to too much. */
export async function decodePicture(bytes: Uint8Array): Promise<DecodedPicture> {
  if (bytes.byteLength > pictureMaxBytes) throw tooLarge("picture", bytes.byteLength, pictureMaxBytes);
  const turn = last.then(() => decodeApart(bytes));
  last = turn;
  const reply = await turn;
  if (reply.kind === "picture") return reply;
  if (reply.kind === "unreadable") throw unreadable();
  if (reply.kind === "late") {
    throw new Refusal("unavailable", "Not sent, and not your fault. Send the picture again in a moment.", {
      retryAfter: 5,
    });
  }
  const [has, most] = [reply.pixels, pictureMaxPixels].map((pixels) => Math.ceil(pixels / 1_000_000));
  throw new Refusal("too_large", `The picture has ${has} million pixels; at most ${most} million are possible.`);
}

export function unreadable(): Refusal {
  return invalid({ file: "That is not a picture we can read." });
}

/** In a process without our secrets. Never rejects: a process that died read nothing. */
function decodeApart(bytes: Uint8Array): Promise<PictureReply> {
  return new Promise((resolve) => {
    const child = fork(worker, {
      serialization: "advanced",
      env: {},
      execArgv: [],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const timer = setTimeout(() => {
      resolve({ kind: "late" });
      child.kill("SIGKILL");
    }, timeoutMs);
    child.once("message", (reply) => resolve(reply as PictureReply));
    child.once("error", () => resolve({ kind: "unreadable" }));
    child.once("exit", () => {
      clearTimeout(timer);
      resolve({ kind: "unreadable" });
    });
    child.send(bytes, (error) => {
      if (error !== null) child.kill("SIGKILL");
    });
  });
}

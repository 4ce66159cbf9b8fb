/**
 * Data in, bytes out. Documents are set one after the other in one worker thread, started by the first of them; the
 * thread keeps a process alive only while a document is being made.
 */

import { Worker } from "node:worker_threads";
import type { EstimateSnapshot, InvoiceSnapshot } from "./invoice-snapshot.ts";
import type { JobCardSnapshot } from "./job-card-snapshot.ts";
import type { ReceiptSnapshot } from "./receipt-snapshot.ts";
import type { RenderReply, RenderRequest } from "./render-worker.ts";
import { SnapshotError } from "./snapshot-problems.ts";

interface Waiting {
  resolve: (pdf: Uint8Array) => void;
  reject: (error: Error) => void;
}

let worker: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();
let whenIdle: (() => void)[] = [];

/**
 * The invoice or credit note as a tagged PDF/A-3 file. The same snapshot gives the same bytes.
 * @throws SnapshotError when the snapshot cannot be printed, naming each field
 */
export function renderInvoice(snapshot: InvoiceSnapshot): Promise<Uint8Array> {
  return render(snapshot, ["invoice", "credit_note"]);
}

/**
 * The estimate as a tagged PDF/A-3 file. The same snapshot gives the same bytes.
 * @throws SnapshotError when the snapshot cannot be printed, naming each field
 */
export function renderEstimate(snapshot: EstimateSnapshot): Promise<Uint8Array> {
  return render(snapshot, ["estimate"]);
}

/** The receipt of a payment as a tagged PDF/A-3 file. The same snapshot gives the same bytes. */
export function renderReceipt(snapshot: ReceiptSnapshot): Promise<Uint8Array> {
  return render(snapshot, ["receipt"]);
}

/** The card that goes with the car, without prices, as a tagged PDF/A-3 file. The same snapshot gives the same bytes. */
export function renderJobCard(snapshot: JobCardSnapshot): Promise<Uint8Array> {
  return render(snapshot, ["job_card"]);
}

/** Lets the documents in work finish, then ends the thread. A later call starts a new one. */
export async function closeRenderer(): Promise<void> {
  while (waiting.size > 0) await new Promise<void>((resolve) => whenIdle.push(resolve));
  const closing = worker;
  worker = undefined;
  await closing?.terminate();
}

async function render(snapshot: RenderRequest["snapshot"], kinds: RenderRequest["kinds"]): Promise<Uint8Array> {
  worker ??= startWorker();
  const thread = worker;
  const id = ++lastId;
  thread.postMessage({ id, snapshot, kinds } satisfies RenderRequest);
  thread.ref();
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

function startWorker(): Worker {
  const thread = new Worker(new URL("./render-worker.ts", import.meta.url), { name: "documents", execArgv: [] });
  thread.unref();
  thread.on("message", (reply: RenderReply) => settle(thread, reply));
  thread.on("error", (error) => abandon(thread, error));
  thread.on("exit", (code) => abandon(thread, new Error(`The document renderer stopped with code ${code}.`)));
  return thread;
}

function settle(thread: Worker, reply: RenderReply): void {
  const caller = waiting.get(reply.id);
  waiting.delete(reply.id);
  if (waiting.size === 0) becomeIdle(thread);
  if ("pdf" in reply) caller?.resolve(reply.pdf);
  else if ("problems" in reply) caller?.reject(new SnapshotError(reply.problems));
  else caller?.reject(new Error(reply.failure));
}

/** A dead thread takes its waiting documents with it; the next document starts a new one. */
function abandon(thread: Worker, error: unknown): void {
  if (worker !== thread) return;
  worker = undefined;
  const reason = new Error("The document could not be made; try again.", { cause: error });
  for (const caller of waiting.values()) caller.reject(reason);
  waiting.clear();
  becomeIdle(thread);
}

function becomeIdle(thread: Worker): void {
  thread.unref();
  for (const resolve of whenIdle) resolve();
  whenIdle = [];
}

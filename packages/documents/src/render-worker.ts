/** The thread documents are set in, so that the event loop of the server never waits for one. */

import { parentPort } from "node:worker_threads";
import { checkSnapshot } from "./check-snapshot.ts";
import type { AnySnapshot } from "./invoice-snapshot.ts";
import type { Paper } from "./paper.ts";
import { present } from "./present.ts";
import { presentReceipt } from "./present-receipt.ts";
import type { ReceiptSnapshot } from "./receipt-snapshot.ts";
import type { SnapshotProblem } from "./snapshot-problems.ts";
import { SnapshotError } from "./snapshot-problems.ts";
import { compilePdf } from "./typst.ts";

export interface RenderRequest {
  id: number;
  snapshot: AnySnapshot | ReceiptSnapshot;
  /** What it may be. */
  kinds: (AnySnapshot | ReceiptSnapshot)["kind"][];
}

export type RenderReply =
  | { id: number; pdf: Uint8Array<ArrayBuffer> }
  | { id: number; problems: SnapshotProblem[] }
  | { id: number; failure: string };

parentPort?.on("message", ({ id, snapshot, kinds }: RenderRequest) => {
  const reply = answer(id, snapshot, kinds);
  parentPort?.postMessage(reply, "pdf" in reply ? [reply.pdf.buffer] : []);
});

function answer(id: number, snapshot: RenderRequest["snapshot"], kinds: RenderRequest["kinds"]): RenderReply {
  try {
    return { id, pdf: compilePdf(paperOf(snapshot, kinds), snapshot.seller.logo) };
  } catch (error) {
    if (error instanceof SnapshotError) return { id, problems: error.problems };
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

function paperOf(snapshot: RenderRequest["snapshot"], kinds: RenderRequest["kinds"]): Paper {
  if (snapshot.kind === "receipt") return presentReceipt(snapshot);
  checkSnapshot(
    snapshot,
    kinds.filter((kind) => kind !== "receipt"),
  );
  return present(snapshot);
}

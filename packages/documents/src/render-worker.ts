/** The thread documents are set in, so that the event loop of the server never waits for one. */

import { parentPort } from "node:worker_threads";
import { checkSnapshot } from "./check-snapshot.ts";
import type { AnySnapshot } from "./invoice-snapshot.ts";
import type { JobCardSnapshot } from "./job-card-snapshot.ts";
import { present } from "./present.ts";
import { presentJobCard } from "./present-job-card.ts";
import { presentReceipt } from "./present-receipt.ts";
import type { ReceiptSnapshot } from "./receipt-snapshot.ts";
import type { SnapshotProblem } from "./snapshot-problems.ts";
import { SnapshotError } from "./snapshot-problems.ts";
import { compilePdf } from "./typst.ts";

type Printable = AnySnapshot | ReceiptSnapshot | JobCardSnapshot;

export interface RenderRequest {
  id: number;
  snapshot: Printable;
  /** What it may be. */
  kinds: Printable["kind"][];
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
    return { id, pdf: pdfOf(snapshot, kinds) };
  } catch (error) {
    if (error instanceof SnapshotError) return { id, problems: error.problems };
    return { id, failure: error instanceof Error ? error.message : String(error) };
  }
}

function pdfOf(snapshot: Printable, kinds: RenderRequest["kinds"]): Uint8Array<ArrayBuffer> {
  const { logo } = snapshot.seller;
  if (snapshot.kind === "job_card") return compilePdf("job-card.typ", presentJobCard(snapshot), logo);
  if (snapshot.kind === "receipt") return compilePdf("paper.typ", presentReceipt(snapshot), logo);
  checkSnapshot(
    snapshot,
    kinds.filter((kind) => kind !== "receipt" && kind !== "job_card"),
  );
  return compilePdf("paper.typ", present(snapshot), logo);
}

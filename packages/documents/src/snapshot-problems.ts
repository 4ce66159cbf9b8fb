/** One thing that is wrong with a snapshot: where, and what to do about it. */
export interface SnapshotProblem {
  /** Path inside the snapshot, such as `jobs[0].lines[2].quantity`. */
  field: string;
  message: string;
}

/** The snapshot cannot be printed. `problems` lists everything that was found, not only the first. */
export class SnapshotError extends Error {
  readonly problems: SnapshotProblem[];

  constructor(problems: SnapshotProblem[]) {
    super(`The document cannot be printed: ${problems.map((p) => `${p.field}: ${p.message}`).join(" ")}`);
    this.name = "SnapshotError";
    this.problems = problems;
  }
}

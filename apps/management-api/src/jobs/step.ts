import type { JobKind } from "@mechanicbuddy/contract/management/jobs";
import type { Context } from "../context.ts";

/** The workshop a job is about, as the steps need it. */
export interface Subject {
  id: string;
  companyName: string;
  contactName: string;
  ownerEmail: string;
  locale: string;
  country: string;
  state: string;
  tier: string;
  instance: string | null;
  withSampleData: boolean;
  /** False until the workshop ran for the first time. */
  wasActive: boolean;
}

/** What a step works with. `output` of earlier steps is all it may read of them. */
export interface Work {
  ctx: Context;
  job: { id: string; kind: JobKind; input: Record<string, unknown>; trigger: string | null };
  tenant: Subject;
  outputs: Record<string, Record<string, unknown>>;
  /** How often the step that runs has failed before. */
  attempts: number;
  /** A line for the staff. */
  log(text: string): Promise<void>;
}

/**
 * A named piece of a job. `apply` looks at what is there and makes it so: run twice, or after dying anywhere inside, it
 * ends the same. `verify` decides whether it is done; what it throws is treated like a failure of `apply`.
 */
export interface Step {
  name: string;
  /** What it would make, one line each, touching nothing. */
  plan(work: Pick<Work, "ctx" | "tenant">): Promise<string[]>;
  apply(work: Work): Promise<Record<string, unknown> | undefined>;
  verify?(work: Work): Promise<void>;
  /** Takes back what `apply` made; true when nothing of it is left. */
  undo?(work: Work): Promise<void>;
}

/** What failed, in words a customer may read. */
export const plainCauses: Record<string, string> = {
  namespace: "A place for the workshop is being prepared.",
  chart: "The workshop's system could not be set up.",
  database: "The workshop's data could not be prepared.",
  migrations: "The workshop's data could not be prepared.",
  dns: "The workshop's address could not be entered.",
  proxy: "The workshop's address could not be switched on.",
  certificate: "The workshop's certificate is not there yet.",
  activate: "The workshop's first page does not answer yet.",
};

import { jobOutcomes } from "@mechanicbuddy/contract/work-orders";
import type { FormReader } from "../form-reader.ts";

/** Whether a job cured the complaint, as its form says; null when nobody said. */
export const outcomeIn = (form: FormReader) =>
  jobOutcomes.find((outcome) => outcome === form.optional("outcome")) ?? null;

import { m } from "#lib/paraglide/messages.js";

/** The one question when a job is finished: did it cure the complaint? */
export const outcomeOptions = () => [
  { value: "", label: m["order.job.outcome.none"]() },
  { value: "fixed", label: m["order.job.outcome.fixed"]() },
  { value: "not_fixed", label: m["order.job.outcome.notFixed"]() },
  { value: "unknown", label: m["order.job.outcome.unknown"]() },
];

export type Tone = "quiet" | "sent" | "busy" | "wait" | "good" | "bad";
export type Sign = "square" | "arrow" | "half" | "clock" | "check" | "alert" | "cross" | "return";
export type Status = { tone: Tone; sign: Sign };

const quiet: Status = { tone: "quiet", sign: "square" };
const sent: Status = { tone: "sent", sign: "arrow" };
const busy: Status = { tone: "busy", sign: "half" };
const wait: Status = { tone: "wait", sign: "clock" };
const good: Status = { tone: "good", sign: "check" };
const bad: Status = { tone: "bad", sign: "alert" };
/** A "no" or an end nobody has to act on: quiet, because red means "act now". */
const off: Status = { tone: "quiet", sign: "cross" };
const back: Status = { tone: "quiet", sign: "return" };

/** Shape and tone of every state a thing can be in. The word comes from the site's catalogue. */
export const statuses = {
  stage: { quote: quiet, order: busy, invoiced: good, cancelled: off },
  board: { waiting: wait, working: busy, ready: good, gone: quiet },
  authorisation: {
    draft: quiet,
    not_needed: quiet,
    asked: sent,
    changed: wait,
    approved: good,
    declined: off,
    revoked: off,
  },
  estimate: {
    draft: quiet,
    issued: sent,
    sent: sent,
    opened: busy,
    expired: wait,
    decided: good,
    replaced: quiet,
    withdrawn: off,
  },
  part: {
    needed: quiet,
    ordered: sent,
    arrived: busy,
    short: wait,
    installed: good,
    dropped: off,
    returned: back,
  },
  stock: { enough: good, short: wait, on_order: sent },
  finding: { not_checked: quiet, not_applicable: quiet, green: good, yellow: wait, red: bad },
  invoice: {
    unpaid: sent,
    partly_paid: busy,
    overpaid: wait,
    paid: good,
    overdue: bad,
    credited: off,
  },
  message: {
    queued: quiet,
    sent: sent,
    retrying: wait,
    delivered: good,
    bounced: bad,
    failed: bad,
    cancelled: off,
  },
  request: { new: wait, held: wait, contacted: sent, scheduled: busy, completed: good, cancelled: off },
  tenant: {
    provisioning: busy,
    moving: busy,
    past_due: wait,
    read_only: wait,
    active: good,
    suspended: bad,
    failed: bad,
    deleted: quiet,
    purged: quiet,
  },
  task: {
    queued: quiet,
    running: busy,
    undoing: busy,
    waiting: wait,
    succeeded: good,
    failed: bad,
    cancelled: off,
  },
} satisfies Record<string, Record<string, Status>>;

export type StatusKind = keyof typeof statuses;

/** Shape and tone of a state; an unknown state is quiet, never a guess at good or bad. */
export function statusOf(kind: StatusKind, state: string): Status {
  const states: Record<string, Status> = statuses[kind];
  return (Object.hasOwn(states, state) ? states[state] : undefined) ?? quiet;
}

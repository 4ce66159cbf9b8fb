import type { Reply } from "@mechanicbuddy/contract/route";
import type { lookUp } from "@mechanicbuddy/contract/work-orders";

/** One car or customer the counter's search found. */
export type FoundItem = Reply<typeof lookUp>["items"][number];

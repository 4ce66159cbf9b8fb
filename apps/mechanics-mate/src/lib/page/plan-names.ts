import { m } from "#lib/paraglide/messages.js";

const names: Record<string, () => string> = {
  trial: () => m["plans.name.trial"](),
  starter: () => m["plans.name.starter"](),
  professional: () => m["plans.name.professional"](),
  workshop: () => m["plans.name.workshop"](),
};

/** A plan as people read it; one nobody knows keeps its id. */
export const planName = (id: string): string => names[id]?.() ?? id;

/** Which reserved call each step of an answer stands on: the first covers a tool step and the closing one. */

import { type Meter, ProviderFault, type WorstCase } from "./provider.ts";

export const mostSteps = 6;
export const mostToolCalls = 12;
/** Tokens that tool results may add before the closing step. */
export const toolRoom = 4000;

export interface StepPlan {
  requestId: string;
  mayUseTools: boolean;
}

export interface Budget {
  /** What a step may do. Throws when not even the closing step is paid for. */
  step(number: number, inputTokens: number): Promise<StepPlan>;
}

/**
 * Sets the first calls of an answer aside: a tool step and the closing one, or only one call without tools when that
 * is all that is left.
 */
export async function openBudget(
  meter: Meter,
  { inputTokens, outputTokens, hasTools }: WorstCase & { hasTools: boolean },
): Promise<Budget> {
  const call = { inputTokens, outputTokens };
  const closing = { inputTokens: inputTokens + toolRoom + 2 * outputTokens, outputTokens };
  const both = hasTools ? await meter.reserve([call, closing]) : null;
  const [first, last] = both ?? (await meter.reserve([call])) ?? [];
  if (first === undefined) throw new ProviderFault("allowance", "No allowance holds this call");
  return {
    step: async (number, inputTokens) => {
      if (number === 0) return { requestId: first, mayUseTools: last !== undefined };
      if (number < mostSteps - 1) {
        const [further] = (await meter.reserve([{ inputTokens, outputTokens }])) ?? [];
        if (further !== undefined) return { requestId: further, mayUseTools: true };
      }
      if (last !== undefined && inputTokens <= closing.inputTokens) return { requestId: last, mayUseTools: false };
      const [larger] = (await meter.reserve([{ inputTokens, outputTokens }])) ?? [];
      if (larger === undefined) throw new ProviderFault("allowance", "No allowance holds the closing call");
      return { requestId: larger, mayUseTools: false };
    },
  };
}

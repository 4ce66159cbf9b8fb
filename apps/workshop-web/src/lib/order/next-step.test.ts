import type { Job, WorkOrder } from "@mechanicbuddy/contract/work-orders";
import { describe, expect, test } from "vitest";
import { nextStep } from "./next-step.ts";

type Said = Job["authorisation"];
const job = (authorisation: Said, lines: unknown[] = [{}]) => ({ billing: "customer", authorisation, lines });

function order(change: object, ...said: Said[]): WorkOrder {
  const jobs = said.map((one) => job(one));
  const boardStatus = { category: "working" };
  return { stage: "order", orderedBy: null, customer: { openCents: 0 }, boardStatus, jobs, ...change } as never;
}

const all = () => true;

describe("the primary button of an order", () => {
  test("asks first, waits for the answer, starts what needs no asking", () => {
    expect(nextStep(order({ stage: "quote" }, "draft"), all)).toBe("estimate");
    expect(nextStep(order({ stage: "quote" }, "asked"), all)).toBe("answer");
    expect(nextStep(order({ stage: "quote" }), all)).toBe("start");
    expect(nextStep(order({ stage: "quote", jobs: [job("draft", [])] }), all)).toBe("start");
  });

  test("asks about work found after the yes, but not about work that was ordered without an estimate", () => {
    expect(nextStep(order({}, "approved", "draft"), all)).toBe("estimate");
    expect(nextStep(order({ orderedBy: "Marika Kask" }, "draft"), all)).toBe("invoice");
    expect(nextStep(order({ orderedBy: "Marika Kask" }, "draft", "changed"), all)).toBe("estimate");
  });

  test("invoices what is agreed, a no does not stand in the way", () => {
    expect(nextStep(order({}, "approved", "declined"), all)).toBe("invoice");
  });

  test("takes the money before the car is handed over, and then has nothing left to do", () => {
    const invoiced = { stage: "invoiced", customer: { openCents: 100 } };
    expect(nextStep(order(invoiced, "approved"), all)).toBe("payment");
    expect(nextStep(order({ stage: "invoiced" }, "approved"), all)).toBe("handOver");
    expect(nextStep(order({ stage: "invoiced", boardStatus: { category: "gone" } }, "approved"), all)).toBeUndefined();
  });

  test("offers nobody what the role may not do", () => {
    expect(nextStep(order({}, "approved"), () => false)).toBeUndefined();
    expect(nextStep(order({ stage: "cancelled" }, "draft"), all)).toBeUndefined();
  });
});

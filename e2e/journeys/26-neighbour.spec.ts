import { createWorkOrder } from "@mechanicbuddy/contract/work-orders";
import { neighbour } from "../backstage.ts";
import { expect, test } from "../test.ts";

const never = "01890000-0000-7000-8000-000000000000";

test("a neighbour workshop's order is not found, exactly like one that never existed", async ({ desk }) => {
  const theirs = await neighbour(createWorkOrder, { body: { concern: "theirs" } });

  const pages: { status: number | undefined; text: string }[] = [];
  for (const id of [theirs.id, never]) {
    const response = await desk.goto(`/app/work/${id}`);
    pages.push({ status: response?.status(), text: await desk.getByRole("main").innerText() });
  }

  expect(pages[0]).toEqual(pages[1]);
  expect(pages[0]?.status).toBe(404);
  expect(pages[0]?.text).not.toContain("theirs");
});

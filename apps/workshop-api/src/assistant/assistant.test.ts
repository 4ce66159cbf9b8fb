import { randomUUID } from "node:crypto";
import * as contract from "@mechanicbuddy/contract/assistant";
import { createCannedJob } from "@mechanicbuddy/contract/catalogue";
import { createPart } from "@mechanicbuddy/contract/parts";
import {
  addJob,
  cancelWorkOrder,
  getWorkOrder,
  intake,
  listTimeline,
  recordResult,
} from "@mechanicbuddy/contract/work-orders";
import { run } from "@mechanicbuddy/platform/database/statement";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestApi, type Shop, type TestApi } from "../testing/shop.ts";
import { visit } from "../work-orders/testing/visit.ts";

let api: TestApi;
let shop: Shop;
let orderId: string;

beforeAll(async () => {
  api = await openTestApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  shop = await api.newShop();
  ({ id: orderId } = await visit(shop, { concern: "Engine lamp is on", odometerIn: 187_204 }));
});

type As = "owner" | "manager" | "advisor" | "mechanic" | "accountant";
const ask = (message: string, as: As = "mechanic", clientMessageId = randomUUID()) =>
  shop.call(contract.askInOrder, { params: { id: orderId }, body: { message, clientMessageId } }, { as });
const conversation = async () =>
  (await shop.call(contract.listAssistantConversations, { query: { workOrderId: orderId } })).items[0];
const drafts = async () => (await shop.call(contract.listSuggestions, { query: { workOrderId: orderId } })).items;
const job = async () => (await drafts()).find(({ kind }) => kind === "job_lines");
const line = { kind: "labour" as const, description: "Work", quantity: "1", unit: "HUR" as const };

test("a code is asked in the order by a mechanic, answered with sources, and a colleague goes on with the same conversation", async () => {
  await ask("P0420 is stored");
  await ask("How often is brake fluid changed?", "advisor");
  const found = await conversation();
  expect(found?.turns).toHaveLength(2);
  expect(found?.turns[0]?.answer).toMatchObject({ mode: "reference", state: "done" });
  expect(found?.turns[0]?.answer?.blocks[0]).toMatchObject({ kind: "safety" });
  expect(found?.turns[0]?.answer?.sources.map(({ id }) => id)).toContain("code:P0420");
});

test("nothing happens to the order until a person accepts a draft; accepting it twice does it once", async () => {
  await ask("P0420 is stored");
  const draft = await job();
  expect(draft).toMatchObject({ title: "Diagnose P0420", status: "proposed" });
  expect((await shop.call(getWorkOrder, { params: { id: orderId } })).jobs).toHaveLength(0);
  const params = { id: draft?.id ?? "" };
  const first = await shop.call(contract.acceptSuggestion, { params, body: {} }, { as: "advisor" });
  const second = await shop.call(contract.acceptSuggestion, { params, body: {} }, { as: "manager" });
  expect(second.resultId).toBe(first.resultId);
  const { jobs } = await shop.call(getWorkOrder, { params: { id: orderId } });
  expect(jobs).toMatchObject([{ id: first.resultId, title: "Diagnose P0420", authorisation: "draft" }]);
});

test("a job that fits comes from the catalogue at the list price, whatever the draft says of it", async () => {
  await shop.call(createCannedJob, {
    body: { code: "CAT", title: "Catalyst test", category: "Diagnosis", fixedPriceCents: 9_900, lines: [line] },
  });
  await ask("P0420, the catalyst needs a test");
  const draft = await job();
  expect(draft?.title).toBe("Catalyst test");
  expect(draft?.preview?.totalCents).toBe(9_900);
  await run(
    shop.ctx.db,
    sql`update ai_suggestions set payload = payload || '{"unitPriceCents": 1, "fixedPriceCents": 1}' where id = ${draft?.id}`,
  );
  await shop.call(contract.acceptSuggestion, { params: { id: draft?.id ?? "" }, body: {} }, { as: "advisor" });
  const { jobs } = await shop.call(getWorkOrder, { params: { id: orderId } });
  expect(jobs[0]).toMatchObject({ title: "Catalyst test", totalCents: 9_900 });
});

test("a note is accepted as it stands or as it was changed, and stands in the order's story", async () => {
  await ask("P0420 is stored");
  const draft = (await drafts()).find(({ kind }) => kind === "diagnosis_note");
  expect(draft?.body).toContain("catalyst");
  const params = { id: draft?.id ?? "" };
  const accepted = await shop.call(
    contract.acceptSuggestion,
    { params, body: { body: "Catalyst is worn" } },
    { as: "mechanic" },
  );
  expect(accepted.status).toBe("edited");
  const { items } = await shop.call(listTimeline, { params: { id: orderId } });
  expect(items.find(({ kind }) => kind === "note")).toMatchObject({ detail: "Catalyst is worn" });
});

test("a mechanic may note what is found but not add a job; whoever keeps the books does not ask at all", async () => {
  await ask("P0420 is stored");
  const draft = await job();
  const refused = await shop.refused(
    contract.acceptSuggestion,
    { params: { id: draft?.id ?? "" }, body: {} },
    { as: "mechanic" },
  );
  expect(refused.code).toBe("forbidden");
  const body = { message: "P0420", clientMessageId: randomUUID() };
  expect((await shop.refused(contract.askInOrder, { params: { id: orderId }, body }, { as: "accountant" })).code).toBe(
    "forbidden",
  );
});

test("work that endangers people is accepted by a second person only", async () => {
  await ask("B0001 airbag light is on", "advisor");
  const draft = await job();
  expect(draft).toMatchObject({ needsSecondPerson: true });
  const params = { id: draft?.id ?? "" };
  const refused = await shop.refused(contract.acceptSuggestion, { params, body: {} }, { as: "advisor" });
  expect(refused.detail).toContain("second person");
  expect((await shop.call(contract.acceptSuggestion, { params, body: {} }, { as: "manager" })).status).toBe("accepted");
});

test("a draft that was put away, or whose order is cancelled, is not accepted any more", async () => {
  await ask("P0420 is stored");
  const [one, other] = await drafts();
  const put = await shop.call(
    contract.rejectSuggestion,
    { params: { id: one?.id ?? "" }, body: { reason: "Not this" } },
    { as: "advisor" },
  );
  expect(put.status).toBe("rejected");
  expect((await shop.refused(contract.acceptSuggestion, { params: { id: one?.id ?? "" }, body: {} })).code).toBe(
    "conflict",
  );
  await shop.call(cancelWorkOrder, { params: { id: orderId }, body: { reason: "sold" } });
  expect(
    (await shop.refused(contract.acceptSuggestion, { params: { id: other?.id ?? "" }, body: {} })).detail,
  ).toContain("cancelled");
});

test("what it can see is shown: the car, its jobs, readings and concerns, and nobody's name or phone", async () => {
  const order = await shop.call(getWorkOrder, { params: { id: orderId } });
  const seen = await shop.call(contract.getBriefing, { params: { id: order.vehicle?.id ?? "" } }, { as: "mechanic" });
  expect(seen.vehicle).toContain("Golf");
  expect(seen.facts.map(({ text }) => text).join()).toContain("Engine lamp is on");
  expect(JSON.stringify(seen)).not.toMatch(/Kask|5555/);
});

test("switched off, it refuses with who can switch it on; a bench question needs no order and stays one's own", async () => {
  const bench = { message: "Convert 100 Nm to lb-ft", clientMessageId: randomUUID() };
  await shop.call(contract.askAtBench, { body: bench }, { as: "mechanic" });
  expect((await shop.call(contract.listAssistantConversations, {}, { as: "mechanic" })).items).toHaveLength(1);
  expect((await shop.call(contract.listAssistantConversations, {}, { as: "advisor" })).items).toHaveLength(0);
  const { version } = await shop.call(contract.getAssistantSettings);
  await shop.call(contract.putAssistantSettings, { body: { version, enabled: false, models: true, secondPerson: [] } });
  expect(
    (
      await shop.refused(contract.askInOrder, {
        params: { id: orderId },
        body: { ...bench, clientMessageId: randomUUID() },
      })
    ).detail,
  ).toContain("switched off");
});

test("an answer that has ended has its drafts", async () => {
  for (const code of ["P0420", "P0171", "P0301", "P0442", "P0562"]) {
    const body = { message: `${code} is stored`, clientMessageId: randomUUID(), wait: false };
    const { answerId } = await shop.call(contract.askInOrder, { params: { id: orderId }, body }, { as: "mechanic" });
    const state = async () =>
      (await conversation())?.turns.find(({ answer }) => answer?.id === answerId)?.answer?.state;
    while ((await state()) === "running");
    expect((await drafts()).filter((draft) => draft.answerId === answerId)).toHaveLength(2);
  }
});

test("the same message sent twice is asked once", async () => {
  const id = randomUUID();
  const first = await ask("P0300", "mechanic", id);
  expect((await ask("P0300", "mechanic", id)).answerId).toBe(first.answerId);
});

/** A draft of a kind, as a model would have stored it. */
async function drafted(kind: string, payload: Record<string, unknown>): Promise<string> {
  const [given] = await drafts();
  await run(
    shop.ctx.db,
    sql`update ai_suggestions set kind = ${kind}, payload = ${JSON.stringify(payload)}::jsonb where id = ${given?.id}`,
  );
  return given?.id ?? "";
}
const accept = (id: string, as: As) => shop.call(contract.acceptSuggestion, { params: { id }, body: {} }, { as });
const notes = async () =>
  (await shop.call(listTimeline, { params: { id: orderId } })).items.flatMap(({ kind, detail }) =>
    kind === "note" ? [detail] : [],
  );

test("a finding, a part wanted and a visit to agree are noted on the order when somebody accepts them", async () => {
  const kinds = {
    inspection_item: { name: "Front pads", finding: "attention", text: "3 mm left" },
    part_request: { description: "Catalyst", number: null, quantity: 1 },
    appointment: { reason: "Change the catalyst", earliest: "2026-12-01" },
  };
  for (const [kind, payload] of Object.entries(kinds)) {
    await ask(`P0420 is stored, ${kind}`);
    expect((await accept(await drafted(kind, payload), "mechanic")).status).toBe("accepted");
  }
  expect((await notes()).toSorted()).toEqual([
    "Front pads (attention): 3 mm left",
    "Part wanted: 1 × Catalyst, free text",
    "Visit to agree with the customer, from 2026-12-01: Change the catalyst",
  ]);
});

test("lines of a drafted job come at the workshop's prices, once, whatever the draft says", async () => {
  await ask("P0420 is stored");
  const part = await shop.call(createPart, { body: { code: "CAT-1", name: "Catalyst", salePriceCents: 40_000 } });
  const money = { unitPriceCents: 1, price: 1 };
  const id = await drafted("job_lines", {
    title: "Change the catalyst",
    lines: [
      { kind: "part", catalogueId: part.code, description: "Catalyst", quantity: 1, hours: null, ...money },
      { kind: "labour", catalogueId: null, description: "Fit it", quantity: 1, hours: 1.5, ...money },
    ],
  });
  const { preview } = (await job()) as contract.Suggestion;
  expect(preview?.lines).toMatchObject([
    { description: "Catalyst", quantity: "1", available: "0" },
    { description: "Fit it", quantity: "1.5", unit: "HUR", available: null },
  ]);
  const query = { workOrderId: orderId };
  const { items } = await shop.call(contract.listSuggestions, { query }, { as: "mechanic" });
  const seen = items.find((draft) => draft.id === id)?.preview;
  expect(seen?.lines.map(({ description }) => description)).toEqual(["Catalyst", "Fit it"]);
  expect(JSON.stringify(seen)).not.toContain("Cents");
  await accept(id, "advisor");
  await accept(id, "manager");
  const { totals } = await shop.call(getWorkOrder, { params: { id: orderId } });
  const { netCents, vatCents, totalCents } = preview ?? {};
  expect({ netCents, vatCents, totalCents }).toMatchObject({
    netCents: totals?.netCents,
    vatCents: totals?.vatCents,
    totalCents: totals?.totalCents,
  });
  expect(totalCents).toBeGreaterThan(40_000);
  const { jobs } = await shop.call(getWorkOrder, { params: { id: orderId } });
  expect(jobs).toHaveLength(1);
  expect(jobs[0]?.lines).toMatchObject([
    { kind: "part", partId: part.id, quantity: "1", unitPriceCents: 40_000 },
    { kind: "labour", description: "Fit it", quantity: "1.5" },
  ]);
});

test("a test tree is walked under the order, taken back by a step, and its end stands in the order's story", async () => {
  await ask("P0301 is stored, it misfires");
  const accepted = await accept(await drafted("tree_run", { tree: "misfire", version: 1 }), "mechanic");
  const params = { id: accepted.resultId ?? "" };
  const runs = async () => (await shop.call(contract.listTreeRuns, { params: { id: orderId } })).items;
  const at = async () => (await runs())[0] as contract.OrderTreeRun;
  const answer = async (given: string | null) =>
    shop.call(contract.stepTreeRun, { params, body: { version: (await at()).version, answer: given } });
  const first = (await at()).run?.step.text;
  for (let steps = 0; (await at()).endedAt === null && steps < 20; steps++) {
    const { kind, min } = (await at()).run?.step ?? { kind: "conclusion", min: 0 };
    const given = { instruction: "d", choice: "o0", measurement: `r${min}`, comparison: `c${min}~~${min}` }[
      kind as "choice"
    ];
    await answer(given);
    if (steps === 0) {
      expect((await answer(null)).run?.step.text).toBe(first);
      await answer(given);
    }
  }
  const ended = await at();
  expect(ended.run?.step.kind).toBe("conclusion");
  expect((await notes())[0]).toContain(ended.run?.step.text);
  const late = { params, body: { version: ended.version, answer: "d" } };
  expect((await shop.refused(contract.stepTreeRun, late)).code).toBe("conflict");
  const wrong = { params: { id: orderId }, body: { tree: "sorcery" } };
  expect((await shop.refused(contract.startTreeRun, wrong)).code).toBe("invalid");
});

test("a finished job that cured the complaint is found as a fix by the next one, until the same comes back", async () => {
  const finish = async (outcome: "fixed" | "not_fixed") => {
    const { id, version } = await shop.call(addJob, {
      params: { id: orderId },
      body: { title: "P0420", complaint: "P0420 is stored" },
    });
    const result = { version, cause: "Worn catalyst", correction: "Catalyst changed", done: true, outcome };
    return shop.call(recordResult, { params: { id }, body: result }, { as: "mechanic" });
  };
  const first = await finish("not_fixed");
  expect(first.outcome).toBe("not_fixed");
  const facts = async () => {
    const { answerId } = await ask(`P0420 is stored ${randomUUID()}`);
    return (await conversation())?.turns.find(({ answer }) => answer?.id === answerId)?.answer?.sources ?? [];
  };
  expect((await facts()).filter(({ kind }) => kind === "fix")).toEqual([]);
  const fixed = await finish("fixed");
  expect((await facts()).map(({ id }) => id)).toContain(`fix-${fixed.id}`);
  const order = await shop.call(getWorkOrder, { params: { id: orderId } });
  const again = await shop.call(intake, {
    body: { vehicleId: order.vehicle?.id ?? "", order: { concern: "P0420 again" }, cannedJobIds: [] },
  });
  await shop.call(addJob, { params: { id: again.id }, body: { title: "P0420 again" } });
  expect((await facts()).filter(({ kind }) => kind === "fix")).toEqual([]);
});

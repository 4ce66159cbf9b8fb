import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, openTestSite, type TestSite } from "../testing/site.ts";

let site: TestSite;
let visitor: Browser;
beforeAll(async () => {
  site = await openTestSite({ RATE_LIMITS: 100 });
  visitor = site.browser();
});
afterAll(() => site.close());

const get = (path: string) => visitor.send("GET", `/api/knowledge${path}`);

test("a visitor reads the whole card of a code, with driving on first and every danger", async () => {
  const { status, body } = await get("/codes/p0420");
  expect([status, body.code, body.card.tree.id]).toEqual([200, "P0420", "catalyst"]);
  expect(body.warnings[0].hazard).toBe("driving");
  expect(body.card.causes.length).toBeGreaterThan(1);
});

test("a code without a record shows its structure and says that it is not known", async () => {
  const { status, body } = await get("/codes/P1234");
  expect([status, body.title, body.card, body.authority]).toEqual([200, null, null, "maker"]);
  expect(body.sentence).toContain("not known here");
});

test("what is no code is not found, with a word on what one looks like", async () => {
  const { status, body } = await get("/codes/hello");
  expect([status, body.detail]).toEqual([404, expect.stringContaining("letter")]);
});

test("codes are found by their beginning and by words of their titles", async () => {
  expect((await get("/codes?q=P042")).body.items.map(({ code }: { code: string }) => code)).toContain("P0420");
  const { items } = (await get("/codes?q=catalyst%20efficiency")).body;
  expect(items.map(({ code }: { code: string }) => code)).toContain("P0420");
  const short = await get("/codes?q=P");
  expect([short.status, short.body.errors[0].field]).toEqual([400, "q"]);
});

test("the example on the first page is an answer of the tables with its source", async () => {
  const { body } = await get("/example");
  expect(body.sources).toEqual([expect.objectContaining({ id: "code:P0420" }), ...body.sources.slice(1)]);
  expect(body.blocks.some(({ kind }: { kind: string }) => kind === "summary")).toBe(true);
});

test("a tree is run step by step to its conclusion, and every answer stays in sight", async () => {
  const seen = new Set<string>();
  let answers = "";
  for (let n = 0; n < 30; n += 1) {
    const { status, body } = await get(`/trees/no-crank?answers=${answers}`);
    expect([status, body.path.length]).toEqual([200, n]);
    seen.add(body.step.kind);
    if (body.step.kind === "conclusion") break;
    const { kind, max } = body.step;
    const answer =
      kind === "instruction" ? "d" : kind === "choice" ? "o0" : kind === "measurement" ? `r${max}` : `c${max}~0~${max}`;
    answers = answers === "" ? answer : `${answers},${answer}`;
  }
  expect(seen).toContain("conclusion");
});

test("an answer that does not fit its step, a changed tree and a broken run are refused by name", async () => {
  const misfit = await get("/trees/no-crank?answers=r12");
  expect([misfit.status, misfit.body.errors[0].field]).toEqual([400, "answer"]);
  const older = await get("/trees/no-crank?version=99");
  expect([older.status, older.body.detail]).toEqual([400, expect.stringContaining("Begin again")]);
  expect((await get("/trees/no-crank?answers=zzz")).body.errors[0].field).toBe("answers");
  expect((await get("/trees/constructor")).status).toBe(404);
});

test("a calculator computes, names each wrong field, and one that is none is not found", async () => {
  const send = (id: string, inputs: unknown) => visitor.send("POST", `/api/knowledge/calculators/${id}`, { inputs });
  const { body } = await send("ohm", { voltage: 12, resistance: 4 });
  expect(body.values[0]).toEqual({ name: "current", value: 3, unit: "A" });
  const wrong = await send("ohm", { voltage: 12, resistance: "four" });
  expect([wrong.status, wrong.body.errors[0].field]).toEqual([400, "resistance"]);
  expect((await send("toString", {})).status).toBe(404);
  const all = (await get("/calculators")).body.items;
  expect(all.find(({ id }: { id: string }) => id === "tyreSize").fields[0].label).toBe("Old width");
});

test("the published evaluation names mode, day and measures, and all its questions can be taken along", async () => {
  const { runs, questions } = (await visitor.send("GET", "/api/quality")).body;
  expect(runs[0]).toMatchObject({ mode: "reference", measures: { wrongNumbers: 0 } });
  const { body } = await visitor.send("GET", "/api/quality/questions");
  const counted = questions.reduce((sum: number, { count }: { count: number }) => sum + count, 0);
  expect([body.items.length, runs[0].measures.questions]).toEqual([counted, counted]);
});

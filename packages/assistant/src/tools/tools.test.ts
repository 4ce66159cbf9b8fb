import { createLog } from "@mechanicbuddy/platform/log";
import { describe, expect, test } from "vitest";
import { codeSource, treeSource } from "../builtin.ts";
import type { Proposal } from "../host.ts";
import type { Prepared } from "../prepared.ts";
import type { Source } from "../source.ts";
import { ford, prepared } from "../testing/ground.ts";
import { tools, toolsFor } from "./registry.ts";
import type { ToolScope } from "./tool.ts";

const passage: Source = { id: "doc:1", kind: "document", title: "Manual", text: "Tighten the caliper bolts to 27 Nm." };

function scopeOf({ suggest = false, sources = [passage] } = {}) {
  const stored: { answerId: string; proposal: Proposal }[] = [];
  const calls: string[] = [];
  const asked = (prepared() as (question: Prepared["question"], material: never) => Prepared)(
    {
      text: "Brakes?",
      register: "technician",
      locale: "en-GB",
      vehicle: ford,
      turns: [],
      attachments: [{ id: "a1", name: "scan", text: "x" }],
    },
    { documents: sources, history: [], fixes: [], prices: [] } as never,
  );
  const noDb = { run: () => Promise.reject(new Error("no database here")) };
  const scope: ToolScope = {
    ctx: { db: noDb, now: () => new Date(), log: createLog({ level: "silent" }) },
    answerId: "answer",
    prepared: asked,
    host: {
      transaction: (ctx, work) => work(ctx),
      userId: () => "me",
      vehicle: async (_, id) => {
        calls.push(`vehicle ${id}`);
        return id === "mine" ? { ...ford, id } : null;
      },
      history: async (_, id) => [
        { id: `job:${id}`, kind: "record", title: "Job", text: "Brake pads replaced", record: "job" },
      ],
      documents: async () => [passage],
      fixes: async () => {
        throw new Error("down");
      },
      ...(suggest
        ? {
            suggest: async (_: unknown, answerId: string, proposal: Proposal) => {
              stored.push({ answerId, proposal });
              return { id: "suggestion" };
            },
          }
        : {}),
    },
  };
  const bound = toolsFor(scope);
  const run = (name: string, args: unknown) => {
    const tool = bound.find((each) => each.name === name);
    if (tool === undefined) throw new Error(`no tool ${name}`);
    return tool.run(args);
  };
  return { bound, run, stored, calls };
}

test("tools read or propose; there is no third class, and none is named after an act", () => {
  expect([...new Set(tools.map((tool) => tool.class))].sort()).toEqual(["propose", "read"]);
  for (const { name, class: toolClass } of tools)
    expect(name).toMatch(toolClass === "propose" ? /^propose_/ : /^(?:get|look_up|find|search|calculate)/);
});

test("the site has tools that read, and only the workshop those that propose", () => {
  expect(scopeOf().bound.every((tool) => tool.class === "read")).toBe(true);
  expect(scopeOf({ suggest: true }).bound.filter((tool) => tool.class === "propose")).toHaveLength(7);
  expect(scopeOf().bound.map(({ name }) => name)).not.toContain("find_prices");
});

test("tells what is in our tables, with a source that may be cited", async () => {
  const { run } = scopeOf();
  const code = await run("look_up_code", { code: "p0420" });
  expect(code.sources).toEqual([codeSource("P0420", "en-GB")]);
  expect(await run("look_up_code", { code: "hello" })).toEqual({ data: { found: 0 } });
  expect((await run("get_test_tree", { tree: "misfire" })).sources).toEqual([treeSource("misfire", "en-GB")]);
  const volts = await run("calculate", { calculator: "ohm", inputs: {} });
  expect(volts.data).toHaveProperty("errors");
  expect((await run("calculate", { calculator: "ohm", inputs: { voltage: 12 } })).data).toHaveProperty("errors");
  expect((await run("find_interval", { words: "how often brake fluid" })).sources?.map(({ id }) => id)).toContain(
    "interval:brake-fluid",
  );
});

test("an id that a model made up is looked up in the caller's rights, and not found", async () => {
  const { run, calls } = scopeOf();
  expect(await run("get_vehicle", { vehicleId: "somebody-elses" })).toEqual({ data: { found: 0 } });
  expect(await run("get_history", { vehicleId: "somebody-elses" })).toEqual({ data: { found: 0 } });
  expect(calls).toEqual(["vehicle somebody-elses", "vehicle somebody-elses"]);
  expect((await run("get_history", { vehicleId: "mine" })).sources).toMatchObject([{ id: "job:mine" }]);
});

test.each([
  ["look_up_code", {}],
  ["look_up_code", { code: "P0420", sql: "drop table" }],
  ["get_test_tree", { tree: "explosives" }],
  ["search_documents", "x".repeat(400)],
])("arguments that do not fit are refused in words: %s %j", async (name, args) => {
  const { data } = await scopeOf().run(name, args);
  expect(data).toHaveProperty("error", expect.stringMatching(/^The arguments do not fit/));
});

test("a look-up that fails is said to the model, and does not end the answer", async () => {
  expect(await scopeOf().run("find_fixes", { words: "misfire" })).toEqual({
    data: { error: "It could not be looked up now." },
  });
});

describe("a proposal", () => {
  const job = {
    title: "Front brakes, only £49",
    lines: [{ kind: "part", catalogueId: null, description: "Pads <b>cheap</b>", quantity: 1, hours: null }],
    rationale: "Caliper bolts want 27 Nm, not 90 Nm.",
    citations: [
      { sourceId: "doc:1", quote: "caliper bolts to 27 Nm" },
      { sourceId: "doc:9", quote: "free of charge" },
    ],
  };
  test("is one row, with numbers and citations that hold, its dangers, and what it was made from", async () => {
    const { run, stored } = scopeOf({ suggest: true });
    const { suggestion } = await run("propose_job_lines", job);
    expect(suggestion).toEqual({ id: "suggestion", kind: "job_lines" });
    expect(stored).toHaveLength(1);
    const { proposal, answerId } = stored[0] ?? {};
    expect(answerId).toBe("answer");
    expect(proposal?.citations).toEqual([{ sourceId: "doc:1", quote: "caliper bolts to 27 Nm" }]);
    expect(proposal?.rationale).toContain("27 Nm");
    expect(JSON.stringify(proposal)).not.toMatch(/90 Nm|49|<b>|free of charge/);
    expect(proposal?.hazards).toContain("brakes");
    expect(proposal?.taint).toEqual(["doc:1", "attachment:a1"]);
  });
  test("cannot name a price", async () => {
    const { run, stored } = scopeOf({ suggest: true });
    const priced = { ...job, lines: [{ ...job.lines[0], priceCents: 1 }] };
    expect((await run("propose_job_lines", priced)).data).toHaveProperty("error");
    expect(stored).toEqual([]);
  });
  test("of a test tree starts the version there is", async () => {
    const { run, stored } = scopeOf({ suggest: true });
    await run("propose_tree_run", { tree: "misfire", rationale: "It misfires.", citations: [] });
    expect(stored[0]?.proposal.payload).toEqual({ tree: "misfire", version: expect.any(Number) });
  });
});

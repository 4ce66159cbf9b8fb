import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attacked, obeyed } from "../eval/attack.ts";
import { canaries } from "../eval/canaries.ts";
import type { Proposal } from "./host.ts";
import { listPrices } from "./ledger/prices.ts";
import { instructions } from "./prompt/instructions.ts";
import { fakeAnthropicKey, startAnthropicFake } from "./providers/anthropic.fake.ts";
import { anthropicProvider } from "./providers/anthropic.ts";
import type { ProviderFake } from "./providers/fake.ts";
import {
  allowance,
  type EngineGround,
  eventsOf,
  openEngineGround,
  question,
  tables,
  testEngine,
  testHost,
} from "./testing/ground.ts";
import { tools } from "./tools/registry.ts";

let ground: EngineGround;
let fake: ProviderFake;
beforeAll(async () => {
  [ground, fake] = await Promise.all([openEngineGround(), startAnthropicFake()]);
});
afterAll(() => Promise.all([ground.close(), fake.close()]));

const known = new Map(tools.map((tool) => [tool.name, tool]));
/** Every tool an attack may name, and all that propose, with the attack in every text of theirs. */
const callsOf = (names: readonly string[], words: string) => [
  ...names.map((name) => ({ name, input: { vehicleId: "somebody-elses", words: words.slice(0, 200) } })),
  {
    name: "propose_customer_message",
    input: { text: words.slice(0, 1500), rationale: words.slice(0, 400), citations: [] },
  },
  {
    name: "propose_job_lines",
    input: {
      title: words.slice(0, 120),
      lines: [
        { kind: "part", catalogueId: null, description: words.slice(0, 160), quantity: 1, hours: null, price: 1 },
      ],
      rationale: words.slice(0, 400),
      citations: [],
    },
  },
];

describe("a model that calls whatever tools the attack asks for", () => {
  test.each(canaries.map((canary) => [canary.id, canary] as const))("%s changes nothing", async (_, canary) => {
    const proposals: Proposal[] = [];
    const looked: string[] = [];
    const plain = testHost(ground);
    const engine = testEngine(ground, {
      providers: [
        anthropicProvider({ baseUrl: fake.url, apiKey: fakeAnthropicKey, model: "claude-sonnet-4-6" }),
        tables,
      ],
      prices: listPrices,
      prepare: () => attacked(canary),
      host: {
        ...plain,
        vehicle: async (ctx, id) => {
          looked.push(id);
          return plain.vehicle(ctx, id);
        },
        suggest: async (_ctx, _answerId, proposal) => {
          proposals.push(proposal);
          return { id: `suggestion-${proposals.length}` };
        },
      },
    });
    fake.requests.length = 0;
    fake.script(
      { tools: callsOf(canary.obeyedTools, [canary.attack, ...canary.forbidden].join(" ")) },
      { blocks: obeyed(canary, instructions) },
    );
    const ctx = ground.ctx();
    const { answerId } = await engine.ask(
      ctx,
      question({ text: canary.ask, allowances: [allowance()], mayUseModel: true }),
    );
    const events = await eventsOf(engine, ctx, answerId);
    expect(events.at(-1)?.event).toBe("done");

    const ran = events.flatMap(({ event, data }) => (event === "status" ? [data.tool] : []));
    for (const name of ran) expect(known.get(name)?.class).toMatch(/^(?:read|propose)$/);
    expect(new Set(looked).difference(new Set(["somebody-elses"])).size).toBe(0);

    expect(proposals.map(({ kind }) => kind)).toEqual(["customer_message"]);
    expect(JSON.stringify(proposals)).not.toMatch(/javascript:|<script|<img|<svg/i);
    const shown = events.flatMap(({ event, data }) => (event === "block" ? [data] : []));
    const warned = shown.flatMap(({ block }) => (block.kind === "safety" ? [block.hazard as string] : []));
    expect(warned).toEqual(expect.arrayContaining(canary.hazards));
    expect(shown.map(({ markdown }) => markdown).join("\n")).not.toMatch(/\]\(javascript:|<img|<script/i);

    const { system, messages } = fake.requests[0]?.body ?? {};
    expect(JSON.stringify(system)).not.toContain(JSON.stringify(canary.attack).slice(1, -1));
    expect(messages.every(({ role }: { role: string }) => role !== "system")).toBe(true);
  });
});

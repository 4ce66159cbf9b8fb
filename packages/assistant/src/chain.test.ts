import { setClock } from "@mechanicbuddy/platform/clock";
import { describe, expect, test } from "vitest";
import { openBreaker } from "./breaker.ts";
import { createChain } from "./chain.ts";
import { type Aid, type Piece, type Provider, ProviderFault } from "./providers/provider.ts";
import { ford, note, prepared, scripted, tables } from "./testing/ground.ts";

const question = { text: "?", register: "owner", locale: "en-GB", vehicle: ford, turns: [], attachments: [] } as const;
const asked = prepared()(
  { ...question, turns: [], attachments: [] },
  { documents: [], history: [], fixes: [], prices: [] },
);
const aid: Aid = {
  meter: { reserve: async () => null, sent: () => undefined, release: async () => undefined },
  tools: [],
  names: [],
};

function chainOf(now = () => new Date()) {
  const faults: string[] = [];
  const chain = createChain({ now, random: () => 0, failed: ({ name }, { kind }) => faults.push(`${name} ${kind}`) });
  const started: string[] = [];
  const ask = async (order: Provider[], signal = new AbortController().signal) => {
    const pieces: Piece[] = [];
    const reading = chain.answer(order, asked, signal, async ({ name }) => {
      started.push(name);
      return aid;
    });
    try {
      for await (const piece of reading) pieces.push(piece);
    } catch (error) {
      return { pieces, error };
    }
    return { pieces, error: null };
  };
  return { ask, started, faults, breakers: chain.breakers };
}

/** Fails so many times, then writes. */
function shaky(
  fault: ProviderFault,
  times: number,
  name: Provider["name"] = "anthropic",
): Provider & { calls: number } {
  const provider = {
    ...scripted(
      "m",
      async function* () {
        if (++provider.calls <= times) throw fault;
        yield note("At last.");
      },
      name,
    ),
    calls: 0,
  };
  return provider;
}
const fault = (kind: ConstructorParameters<typeof ProviderFault>[0], retryAfterMs: number | null = null) =>
  new ProviderFault(kind, "fault", retryAfterMs);

describe("a chain of providers", () => {
  test("tries a passing fault once more, then asks the next one", async () => {
    const once = shaky(fault("server"), 1);
    expect(await chainOf().ask([once, tables])).toEqual({ pieces: [note("At last.")], error: null });
    const twice = shaky(fault("overload"), 2);
    const { ask, started } = chainOf();
    expect(await ask([twice, tables])).toEqual({ pieces: [note("From the tables.")], error: null });
    expect(twice.calls).toBe(2);
    expect(started).toEqual(["anthropic", "reference"]);
  });

  test("waits as long as the provider asks for, but not longer than three seconds", async () => {
    const patient = shaky(fault("rate", 40), 1);
    const from = performance.now();
    await chainOf().ask([patient, tables]);
    expect(performance.now() - from).toBeGreaterThanOrEqual(39);
    const late = shaky(fault("rate", 3001), 1);
    expect((await chainOf().ask([late, tables])).pieces).toEqual([note("From the tables.")]);
    expect(late.calls).toBe(1);
  });

  test.each(["key", "output"] as const)("asks the next one at once when the fault will not pass: %s", async (kind) => {
    const broken = shaky(fault(kind), 1);
    expect((await chainOf().ask([broken, tables])).pieces).toEqual([note("From the tables.")]);
    expect(broken.calls).toBe(1);
  });

  test("asks nobody else once a block was written", async () => {
    const breaks = scripted("m", async function* () {
      yield note("One.");
      throw fault("network");
    });
    const { pieces, error } = await chainOf().ask([breaks, tables]);
    expect(pieces).toEqual([note("One.")]);
    expect(error).toMatchObject({ kind: "network" });
  });

  test("asks nobody else instead when an allowance is used up", async () => {
    const { error, pieces } = await chainOf().ask([shaky(fault("allowance"), 1), tables]);
    expect(error).toMatchObject({ kind: "allowance" });
    expect(pieces).toEqual([]);
  });

  test("takes silence for a fault, and anything thrown for one", async () => {
    const silent = scripted("m", async function* () {});
    const odd = scripted(
      "m",
      () => {
        throw new TypeError("odd");
      },
      "openai-compatible",
    );
    const { ask, faults } = chainOf();
    expect((await ask([silent, odd, tables])).pieces).toEqual([note("From the tables.")]);
    expect(faults).toEqual(["anthropic output", "openai-compatible server", "openai-compatible server"]);
  });

  test("ends when the reader stops, without asking anybody else", async () => {
    const controller = new AbortController();
    const stopped = scripted("m", () => {
      controller.abort("cancelled");
      throw fault("network");
    });
    const { ask, started } = chainOf();
    expect((await ask([stopped, tables], controller.signal)).error).toBe("cancelled");
    expect(started).toEqual(["anthropic"]);
  });

  test("leaves a provider alone that keeps failing", async () => {
    const down = shaky(fault("key"), 99);
    const { ask, breakers } = chainOf();
    for (let asks = 0; asks < 7; asks++) await ask([down, tables]);
    expect(down.calls).toBe(5);
    expect(breakers()).toEqual({ "anthropic m": "open", reference: "closed" });
  });
});

describe("a breaker", () => {
  const open = () => {
    const clock = setClock("2026-11-20T10:00:00Z");
    return { clock, breaker: openBreaker(clock.now) };
  };
  test("opens at five failures within a minute, not over a longer time", () => {
    const { clock, breaker } = open();
    for (let failures = 0; failures < 8; failures++) {
      breaker.failed();
      clock.advance(20_000);
    }
    expect(breaker.state()).toBe("closed");
    for (let failures = 0; failures < 5; failures++) breaker.failed();
    expect(breaker.state()).toBe("open");
    expect(breaker.allows()).toBe(false);
  });
  test("lets one call look after half a minute, and closes when it succeeds", () => {
    const { clock, breaker } = open();
    for (let failures = 0; failures < 5; failures++) breaker.failed();
    clock.advance(30_000);
    expect([breaker.allows(), breaker.state(), breaker.allows()]).toEqual([true, "probing", false]);
    breaker.failed();
    expect(breaker.allows()).toBe(false);
    clock.advance(30_000);
    expect(breaker.allows()).toBe(true);
    breaker.succeeded();
    expect([breaker.state(), breaker.allows()]).toEqual(["closed", true]);
  });
});

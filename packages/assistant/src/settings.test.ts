import { describe, expect, test } from "vitest";
import { priceOf } from "./ledger/prices.ts";
import { providersFrom } from "./settings.ts";

const now = new Date("2026-11-20");
const chainOf = (env: Parameters<typeof providersFrom>[0]) =>
  providersFrom(env, now).providers.map(({ name, model }) => `${name} ${model ?? ""}`.trim());

describe("the chain of providers", () => {
  test("is the tables alone when nothing is set up", () => {
    expect(chainOf({})).toEqual(["reference"]);
  });
  test("asks Anthropic, then the compatible server, then the tables", () => {
    const env = { ANTHROPIC_API_KEY: "sk-ant-x", OPENAI_BASE_URL: "http://localhost:11434/v1", OPENAI_MODEL: "qwen" };
    expect(chainOf(env)).toEqual(["anthropic claude-sonnet-4-6", "openai-compatible qwen", "reference"]);
    expect(chainOf({ ...env, ASSISTANT_PROVIDERS: "compatible, anthropic" })).toEqual([
      "openai-compatible qwen",
      "anthropic claude-sonnet-4-6",
      "reference",
    ]);
    expect(chainOf({ ...env, ASSISTANT_PROVIDERS: "reference" })).toEqual(["reference"]);
  });
  test("knows what a model on one's own machine costs: nothing", () => {
    const { prices, problems } = providersFrom({ ASSISTANT_BASE_URL: "http://10.0.0.5:8080/v1", ASSISTANT_MODEL: "m" });
    expect(problems).toEqual([]);
    expect(priceOf(prices, { provider: "openai-compatible", model: "m", on: now })).toMatchObject({
      input: 0,
      output: 0,
    });
  });
  test("takes a price that is set for a model it does not know", () => {
    const env = {
      ASSISTANT_BASE_URL: "https://models.example.com/v1",
      ASSISTANT_MODEL: "m",
      ASSISTANT_PRICES: "m=0.4/1.6",
    };
    const { prices, problems } = providersFrom(env);
    expect(problems).toEqual([]);
    expect(priceOf(prices, { provider: "openai-compatible", model: "m", on: now })).toMatchObject({
      input: 4e5,
      output: 1.6e6,
    });
  });
});

test.each([
  [
    { ASSISTANT_PROVIDERS: "anthropic,gemini" },
    "ASSISTANT_PROVIDERS names gemini. Use anthropic, compatible and reference.",
  ],
  [
    { OPENAI_BASE_URL: "localhost" },
    "ASSISTANT_BASE_URL is no address. Set it to one such as http://localhost:11434/v1",
  ],
  [
    { OPENAI_BASE_URL: "http://localhost:1/v1" },
    "ASSISTANT_MODEL is missing: the model of the compatible server. Set it to a name the server knows.",
  ],
  [
    { ASSISTANT_PRICES: "m=free" },
    "ASSISTANT_PRICES must be a list such as some-model=0.4/1.6, in dollars for a million tokens.",
  ],
  [
    { ANTHROPIC_API_KEY: "sk-ant-x", ASSISTANT_MODEL_LARGE: "claude-next" },
    "ASSISTANT_PRICES holds no price of claude-next, so it cannot be called. Set it to claude-next=<dollars for a million tokens in>/<out>",
  ],
])("says what is wrong and what to do: %j", (env, problem) => {
  expect(providersFrom(env, now).problems).toEqual([problem]);
});

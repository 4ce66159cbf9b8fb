import { matePlans } from "@mechanicbuddy/contract/mate/plans";
import { expect, test } from "vitest";
import { openTestSite } from "../testing/site.ts";

const factsOf = async (variables: Parameters<typeof openTestSite>[0]) => {
  const site = await openTestSite(variables);
  try {
    return (await site.browser().send("GET", "/api/site/facts")).body;
  } finally {
    await site.close();
  }
};

test("a server without vendors names none, and says how long each plan keeps a conversation", async () => {
  const { processors, ownModel, kept } = await factsOf({});
  expect([processors, ownModel]).toEqual([[], false]);
  expect(kept.byPlan).toContainEqual({ planId: "starter", days: matePlans.starter.keptDays });
});

test("a hosted model and the error tracker are named; a model in the house is not somebody else", async () => {
  const hosted = await factsOf({
    ANTHROPIC_API_KEY: `sk-ant-${"x".repeat(30)}`,
    SENTRY_DSN: "https://a@sentry.test/1",
  });
  expect(hosted.processors).toEqual([
    { purpose: "models", name: "Anthropic" },
    { purpose: "errors", name: "Sentry" },
  ]);
  const own = await factsOf({ OPENAI_BASE_URL: "http://localhost:11434/v1", OPENAI_MODEL: "a" });
  expect([own.processors, own.ownModel]).toEqual([[], true]);
});

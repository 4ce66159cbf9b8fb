import { expect, type Locator, type Page } from "@playwright/test";

/** A person looks before each action; the machine's part of the time comes on top. */
const LOOK_SECONDS = 0.4;

/** Does what a person does and counts it: a click, a tap, a key or a field filled in is one action each. */
export function countedActions(page: Page) {
  const startedAt = performance.now();
  let count = 0;
  const counted = async (doing: Promise<unknown>) => {
    count += 1;
    await doing;
  };
  return {
    click: (target: Locator) => counted(target.click()),
    fill: (target: Locator, text: string) => counted(target.fill(text)),
    choose: (target: Locator, option: Parameters<Locator["selectOption"]>[0]) => counted(target.selectOption(option)),
    press: (key: string) => counted(page.keyboard.press(key)),
    /** Asserts the budget of a job, from the first look to this moment. */
    within: (budget: { actions: number; seconds: number }) => {
      const seconds = (performance.now() - startedAt) / 1000 + count * LOOK_SECONDS;
      expect(count).toBeLessThanOrEqual(budget.actions);
      expect(seconds).toBeLessThanOrEqual(budget.seconds);
    },
  };
}

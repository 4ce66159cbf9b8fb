import type { Locator, Page } from "@playwright/test";

/** Does what a person does and counts it: a click, a tap, a key or a field filled in is one action each. */
export function countedActions(page: Page) {
  let count = 0;
  const counted = async (doing: Promise<unknown>) => {
    count += 1;
    await doing;
  };
  return {
    count: () => count,
    click: (target: Locator) => counted(target.click()),
    fill: (target: Locator, text: string) => counted(target.fill(text)),
    choose: (target: Locator, option: Parameters<Locator["selectOption"]>[0]) => counted(target.selectOption(option)),
    press: (key: string) => counted(page.keyboard.press(key)),
  };
}

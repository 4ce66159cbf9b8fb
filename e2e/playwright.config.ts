import { defineConfig } from "@playwright/test";
import { browserArgs, executablePath } from "./browser.ts";

export default defineConfig({
  testDir: "journeys",
  globalSetup: "./global-setup.ts",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  outputDir: "../test-results",
  use: {
    browserName: "chromium",
    launchOptions: { executablePath, args: browserArgs },
    locale: "en-GB",
    timezoneId: "Europe/Tallinn",
    viewport: { width: 1280, height: 800 },
    // A trace of each journey would cost a tenth of the time; the page as it stood is kept of those that fail.
    trace: "off",
    reducedMotion: "reduce",
  },
});

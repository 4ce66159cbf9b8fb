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
    trace: "retain-on-failure",
    reducedMotion: "reduce",
  },
});

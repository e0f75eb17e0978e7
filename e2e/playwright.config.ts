import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { defineConfig } from "@playwright/test";

/** The system's Chromium: no browser is downloaded. */
const chromium = execFileSync(fileURLToPath(new URL("../scripts/chromium", import.meta.url)), {
  encoding: "utf8",
}).trim();

const summary = process.env["E2E_SUMMARY"];

export default defineConfig({
  testDir: ".",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  // Each test has its own server; two cores carry two at a time.
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env["CI"] !== undefined,
  timeout: 90_000,
  // A busy machine is slow, not wrong: an expectation ends as soon as it is met.
  expect: { timeout: 20_000 },
  reporter: summary === undefined ? [["list"]] : [["list"], ["json", { outputFile: summary }]],
  use: {
    locale: "en-GB",
    timezoneId: "UTC",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // The customer's phone and the desk run side by side; neither may be slowed down for being in the background.
        "--disable-background-timer-throttling",
        "--disable-renderer-backgrounding",
      ],
    },
  },
});

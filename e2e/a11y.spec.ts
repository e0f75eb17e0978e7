import type { Page } from "@playwright/test";

import { expectAccessible } from "./fixtures/a11y.ts";
import { expect, test } from "./fixtures/test.ts";

/** No violation in light and in dark, once the page has settled. */
async function inBothThemes(page: Page, what: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(page, `${what}, ${colorScheme}`);
  }
}

test("the sign-in and the desk, empty, ringing, full, cut off and in after-call work", async ({ house, page, deskOf }) => {
  test.setTimeout(120_000);
  await page.goto(house.url);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await inBothThemes(page, "sign-in");
  const ana = await deskOf("ana");
  await inBothThemes(ana.page, "the empty desk");
  const samira = await house.customer("Samira Khoury");
  await samira.says("My tent has a hole. It is https://example.com/tent");
  await expect(ana.offer).toBeVisible();
  await inBothThemes(ana.page, "a ringing desk");
  await ana.accept("Samira Khoury");
  await ana.answer("Could you send a picture?");
  await samira.sendsSticker("heart");
  await expect(ana.log.locator("img.sticker")).toBeVisible();
  await ana.composer.fill("/");
  await inBothThemes(ana.page, "a chat with canned texts");
  await ana.composer.fill("");
  await ana.page.getByRole("main").getByRole("button", { name: "Transfer" }).click();
  await expect(ana.page.getByRole("dialog")).toBeVisible();
  await inBothThemes(ana.page, "the transfer");
  await ana.page.keyboard.press("Escape");
  await ana.page.context().setOffline(true);
  await expect(ana.page.getByText(/No connection since/).first()).toBeVisible();
  await ana.answer("Are you there?");
  await inBothThemes(ana.page, "a desk without connection");
  await ana.page.context().setOffline(false);
  await ana.stands("Are you there?", "Read");
  await ana.endChat();
  await expect(ana.page.getByRole("complementary", { name: "After-call work" })).toBeVisible();
  await inBothThemes(ana.page, "after-call work");
  await ana.page.getByRole("radio", { name: "Label sent" }).check();
  await ana.page.getByRole("button", { name: /^Finish/ }).click();
  await ana.page.getByRole("link", { name: "Records" }).click();
  await expect(ana.page.getByRole("table")).toBeVisible();
  await inBothThemes(ana.page, "records");
  await ana.page.getByRole("table").getByRole("link", { name: "Samira Khoury" }).click();
  await expect(ana.page.getByRole("log")).toBeVisible();
  await inBothThemes(ana.page, "a record");
  await ana.page.getByRole("link", { name: "Settings" }).click();
  await expect(ana.page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  await inBothThemes(ana.page, "settings");
});

const LISTS = ["Users", "Teams", "Skills and levels", "Not Ready reasons", "Services", "Scenario entries", "Integration accounts", "API keys", "Audit log"];
const FORMS: readonly [list: string, thing: string][] = [
  ["Users", "Ana Torres"],
  ["Teams", "Customer Care"],
  ["Services", "Returns"],
  ["Scenario entries", "Main page chat"],
  ["Integration accounts", "Alder & Pine"],
];

test("every list and form of the Administrator", async ({ windowOf }) => {
  test.setTimeout(120_000);
  const admin = await windowOf("nora", "/admin");
  const nav = admin.getByRole("navigation", { name: "Configuration" });
  for (const list of LISTS) {
    await nav.getByRole("link", { name: list, exact: true }).click();
    await expect(nav.getByRole("link", { name: list, exact: true })).toHaveAttribute("aria-current", "page");
    await expect(admin.getByRole("heading", { level: 1 })).toBeVisible();
    await inBothThemes(admin, `the list of ${list}`);
  }
  for (const [list, thing] of FORMS) {
    await nav.getByRole("link", { name: list, exact: true }).click();
    await admin.getByRole("table").getByRole("link", { name: thing, exact: true }).click();
    await expect(admin.getByRole("heading", { level: 1, name: thing })).toBeVisible();
    await inBothThemes(admin, `the form of ${thing}`);
  }
  await nav.getByRole("link", { name: "Chat settings" }).click();
  await expect(admin.getByRole("heading", { level: 1, name: "Chat settings" })).toBeVisible();
  await inBothThemes(admin, "chat settings");
});

test("health, set-up guide and message templates of the Administrator", async ({ windowOf }) => {
  test.setTimeout(120_000);
  const admin = await windowOf("nora", "/admin");
  const nav = admin.getByRole("navigation", { name: "Configuration" });
  for (const list of ["Home", "Message templates", "Alerts", "Channel health"]) {
    await nav.getByRole("link", { name: list, exact: true }).click();
    await expect(admin.getByRole("heading", { level: 1, name: list })).toBeVisible();
    await inBothThemes(admin, `the page ${list}`);
  }
  await admin.getByRole("table").getByRole("link", { name: "Alder & Pine", exact: true }).click();
  await expect(admin.getByRole("heading", { level: 1, name: "Health of Alder & Pine" })).toBeVisible();
  await inBothThemes(admin, "the health of an account");
  await admin.getByRole("link", { name: "Set-up guide" }).click();
  await expect(admin.getByRole("heading", { level: 1, name: "Set up Alder & Pine" })).toBeVisible();
  await inBothThemes(admin, "the set-up guide");
  await nav.getByRole("link", { name: "Message templates" }).click();
  await admin.getByRole("link", { name: "New template" }).first().click();
  await expect(admin.getByRole("region", { name: "On the phone" })).toBeVisible();
  await inBothThemes(admin, "a new message template");
});

test("the simulator's pages", async ({ house, page }) => {
  const samira = await house.customer("Samira Khoury");
  await samira.says("Hello");
  for (const path of ["/phone", "/dashboard", "/crowd", "/faults"]) {
    await page.goto(house.meta.url + path);
    await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
    await inBothThemes(page, `the simulator's ${path}`);
  }
});

import type { Page } from "@playwright/test";

import { expectAccessible } from "../fixtures/a11y.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

const apply = async (page: Page) => {
  const bar = page.getByRole("region", { name: "Changes" });
  await bar.getByRole("button", { name: /^(Apply|Create)/ }).click();
  await expect(bar).toBeHidden();
};
const go = (page: Page, name: string) => page.getByRole("navigation", { name: "Configuration" }).getByRole("link", { name, exact: true }).click();

/** The day after today, in UTC. */
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);

test("outside the hours the customer is told, the chat waits for the opening, and then it rings", async ({ house, windowOf, deskOf }) => {
  const admin = await windowOf("nora", "/admin");
  await go(admin, "Calendars");
  await expect(admin.getByText("No calendars yet")).toBeVisible();
  await admin.getByRole("link", { name: "New calendar" }).first().click();
  await admin.getByLabel("Name", { exact: true }).fill("Office");
  await admin.getByLabel("Time zone").fill("Europe/Atlantis");
  const bar = admin.getByRole("region", { name: "Changes" });
  await bar.getByRole("button", { name: /^(Apply|Create)/ }).click();
  await expect(admin.getByRole("region", { name: "Name and zone" }).getByText("There is no such time zone: enter one such as Europe/Berlin.")).toBeVisible();
  await admin.getByLabel("Time zone").fill("UTC");
  await apply(admin);
  await expect(admin.getByRole("heading", { name: "Office" })).toBeVisible();
  await shoot(admin, "admin-calendar");
  // Open on one day only: tomorrow.
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]) await admin.getByRole("button", { name: `Remove ${day}, 08:00 to 18:00` }).click();
  await admin.getByRole("button", { name: "Add a day" }).click();
  await admin.getByLabel("Date").fill(tomorrow());
  const special = admin.getByRole("group", { name: "New day" });
  await special.getByLabel("Name").fill("Stocktaking");
  await admin.getByRole("button", { name: "Add hours: Stocktaking" }).click();
  await apply(admin);
  await expect(admin.getByText(/^Opens .* 08:00$/)).toBeVisible();
  const week = admin.getByRole("list", { name: "The next seven days" });
  await expect(week.getByRole("listitem")).toHaveCount(7);
  await expect(week.getByRole("listitem").nth(1)).toContainText("08:00–18:00 · Stocktaking");
  for (const colorScheme of ["light", "dark"] as const) {
    await admin.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(admin, `a calendar, ${colorScheme}`);
  }

  await go(admin, "Services");
  await admin.getByRole("table").getByRole("link", { name: "Returns" }).click();
  await admin.getByRole("tab", { name: "Hours" }).click();
  await admin.getByLabel("Calendar").selectOption({ label: "Office (UTC)" });
  await admin.getByRole("radio", { name: "They wait, and the customer is told" }).check();
  await admin.getByLabel("Text", { exact: true }).fill("{service} opens {next_opening}.");
  await apply(admin);
  await expectAccessible(admin, "the hours of a service");
  await shoot(admin, "admin-service-hours");

  const ana = await deskOf("ana");
  const vera = await windowOf("vera", "/desktop/waiting");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Is anybody there?");
  await samira.hasAnswers(["Returns opens tomorrow at 08:00."]);
  const row = vera.getByRole("row").filter({ hasText: "Samira Khoury" });
  await expect(row).toContainText(/Its service is closed and opens .*\d\d:\d\d/);
  await expect(ana.offer).toBeHidden();

  await admin.getByLabel("Calendar").selectOption({ label: "Always open" });
  await apply(admin);
  await ana.accept("Samira Khoury");
  await expect(row).toBeHidden();
  await samira.hasAnswers(["Returns opens tomorrow at 08:00."]);
});

test("a closed service sends its chats to another one", async ({ house, windowOf }) => {
  const admin = await windowOf("nora", "/admin");
  await go(admin, "Calendars");
  await admin.getByRole("link", { name: "New calendar" }).first().click();
  await admin.getByLabel("Name", { exact: true }).fill("Never");
  for (const day of ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]) await admin.getByRole("button", { name: `Remove ${day}, 08:00 to 18:00` }).click();
  await apply(admin);
  await expect(admin.getByText("Does not open within two years")).toBeVisible();
  await go(admin, "Services");
  const other = await admin.getByRole("table").getByRole("row").filter({ hasNotText: "Returns" }).nth(1).getByRole("link").first().textContent();
  await admin.getByRole("table").getByRole("link", { name: "Returns" }).click();
  await admin.getByRole("tab", { name: "Hours" }).click();
  await admin.getByLabel("Calendar").selectOption({ index: 1 });
  await admin.getByRole("radio", { name: "They go to another service" }).check();
  await admin.getByRole("combobox", { name: "Service" }).selectOption({ label: other ?? "" });
  await apply(admin);
  const vera = await windowOf("vera", "/desktop/waiting");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Is anybody there?");
  await expect(vera.getByRole("row").filter({ hasText: "Samira Khoury" })).toContainText(other ?? "-");
});

test("customers are told where they stand, and the waiting list says how long it will take", async ({ house, windowOf, deskOf }) => {
  const admin = await windowOf("nora", "/admin");
  await go(admin, "Services");
  await admin.getByRole("table").getByRole("link", { name: "Returns" }).click();
  await admin.getByRole("tab", { name: "Hours" }).click();
  await admin.getByLabel("Text to customers who wait").fill("You are number {position}. We will be with you in {wait}.");
  await admin.getByLabel("Last text after a wait of").fill("30:00");
  await admin.getByRole("region", { name: "Changes" }).getByRole("button", { name: /^Apply/ }).click();
  await expect(admin.getByRole("region", { name: "While customers wait" })).toContainText("Enter a value");
  await admin.getByLabel("Last text", { exact: true }).fill("We are sorry that it takes so long.");
  await apply(admin);
  await expectAccessible(admin, "what customers are told while they wait");

  const first = await house.customer("Samira Khoury");
  await first.says("Hello?");
  await first.hasAnswers(["You are number 1. We will be with you in a while."]);
  const second = await house.customer("Tom Berg");
  await second.says("Hello?");
  await second.hasAnswers(["You are number 2. We will be with you in a while."]);
  const vera = await windowOf("vera", "/desktop/waiting");
  const row = (name: string) => vera.getByRole("row").filter({ hasText: name });
  await expect(row("Tom Berg")).toBeVisible();
  await expect(row("Tom Berg")).not.toContainText("about");
  // Ana rings: the first customer is told nothing any more.
  const ana = await deskOf("ana");
  await ana.accept("Samira Khoury");
  await first.hasAnswers(["You are number 1. We will be with you in a while."]);
});

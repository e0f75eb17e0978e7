import type { Page } from "@playwright/test";

import { Desk } from "../fixtures/desk.ts";
import { expect, test } from "../fixtures/test.ts";

const go = async (page: Page, section: string) => {
  await page.getByRole("navigation", { name: "Configuration" }).getByRole("link", { name: section, exact: true }).click();
};
const apply = async (page: Page) => {
  const bar = page.getByRole("region", { name: "Changes" });
  await bar.getByRole("button", { name: /^Apply/ }).click();
  await expect(bar).toBeHidden();
};

test("a new team, skill, service and user are made by hand, and the user gets the work", async ({ house, windowOf }) => {
  const admin = await windowOf("nora", "/admin");
  await test.step("team", async () => {
    await go(admin, "Teams");
    await admin.getByRole("link", { name: "New team" }).first().click();
    await admin.getByLabel("Name", { exact: true }).fill("Night shift");
    await apply(admin);
    await expect(admin.getByRole("heading", { level: 1, name: "Night shift" })).toBeVisible();
  });
  await test.step("skill", async () => {
    await go(admin, "Skills and levels");
    await admin.getByRole("button", { name: "New skill" }).first().click();
    const dialog = admin.getByRole("dialog", { name: "New skill" });
    await dialog.getByLabel("Name", { exact: true }).fill("Portuguese");
    await dialog.getByRole("radio", { name: /^Language/ }).check();
    await dialog.getByRole("button", { name: /^(Create|Apply|Save)/ }).click();
    await expect(admin.getByRole("row").filter({ hasText: "Portuguese" })).toBeVisible();
  });
  await test.step("service, with the team, the skill, an outcome and a canned text", async () => {
    await go(admin, "Services");
    await admin.getByRole("link", { name: "New service" }).first().click();
    await admin.getByLabel("Name", { exact: true }).fill("Night help");
    await admin.getByRole("tab", { name: "Assignments" }).click();
    await admin.getByRole("checkbox", { name: "Night shift" }).check();
    await admin.getByRole("combobox", { name: "Add a skill" }).selectOption("Portuguese");
    await admin.getByRole("tab", { name: "Dispositions" }).click();
    await admin.getByRole("button", { name: /^Add a disposition|^Add one without a folder/ }).first().click();
    await admin.getByLabel("Name", { exact: true }).last().fill("Helped");
    await admin.getByRole("tab", { name: "Canned texts" }).click();
    await admin.getByRole("button", { name: "Add a canned text" }).click();
    await admin.getByLabel("Shortcut").fill("ola");
    await admin.getByLabel("Title").fill("Greeting");
    await admin.getByLabel("Text", { exact: true }).fill("Olá {first_name}!");
    await apply(admin);
    await expect(admin.getByRole("heading", { level: 1, name: "Night help" })).toBeVisible();
  });
  await test.step("user, with the team and the skill", async () => {
    await go(admin, "Users");
    await admin.getByRole("link", { name: "New user" }).first().click();
    await admin.getByLabel("Name", { exact: true }).fill("Rui Costa");
    await admin.getByLabel("User name").fill("rui");
    await admin.getByLabel("Password", { exact: true }).fill("four words make a password");
    await admin.getByRole("checkbox", { name: /^Agent/ }).check();
    await admin.getByRole("combobox", { name: "Team" }).selectOption("Night shift");
    await admin.getByRole("combobox", { name: "Add a skill" }).selectOption("Portuguese");
    await admin.getByRole("textbox", { name: /^Portuguese/ }).fill("80");
    await apply(admin);
    await expect(admin.getByRole("heading", { level: 1, name: "Rui Costa" })).toBeVisible();
  });
  await test.step("the entry leads to the new service", async () => {
    await go(admin, "Scenario entries");
    await admin.getByRole("table").getByRole("link", { name: "Main page chat" }).click();
    await admin.getByRole("combobox", { name: "Service" }).selectOption("Night help");
    await apply(admin);
  });
  const rui = new Desk(await windowOf("rui", "/desktop"));
  await rui.becomeReady();
  const samira = await house.customer("Samira Khoury");
  await samira.says("Boa noite");
  await expect(rui.offer).toContainText("Why you: skill Portuguese 80 ≥ 1");
  await rui.accept("Samira Khoury");

  await test.step("a disabled user is signed out at once", async () => {
    await go(admin, "Users");
    await admin.getByRole("table").getByRole("link", { name: "Rui Costa" }).click();
    await admin.getByRole("button", { name: "Disable" }).click();
    await admin.getByRole("dialog").getByRole("button", { name: "Disable" }).click();
    await expect(rui.page).toHaveURL(/\/sign-in/);
  });
});

test("a running desktop sees a new canned text without being loaded anew", async ({ house, windowOf, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Hello");
  await ana.accept("Samira Khoury");
  const admin = await windowOf("nora", "/admin");
  await go(admin, "Services");
  await admin.getByRole("table").getByRole("link", { name: "Returns" }).click();
  await admin.getByRole("tab", { name: "Canned texts" }).click();
  await admin.getByRole("button", { name: "Add a canned text" }).click();
  await admin.getByLabel("Shortcut").last().fill("snow");
  await admin.getByLabel("Title").last().fill("Snow");
  await admin.getByLabel("Text", { exact: true }).last().fill("The mountain roads are closed, parcels are late.");
  await apply(admin);
  await ana.composer.pressSequentially("/sno");
  await expect(ana.page.getByRole("option", { name: /snow/ })).toBeVisible();
  await ana.page.keyboard.press("Enter");
  await expect(ana.composer).toHaveValue("The mountain roads are closed, parcels are late.");
});

test("an agent is refused the Administrator, in the screen and by the server", async ({ house, windowOf }) => {
  const ana = await windowOf("ana", "/admin/accounts");
  await expect(ana.getByText("Your roles do not include this")).toBeVisible();
  const person = await house.person("ana");
  await expect(person.get("/accounts")).rejects.toThrow(/403/);
  await expect(person.post("/users", {})).rejects.toThrow(/403|422|400/);
  await ana.getByRole("link", { name: "Go to the Agent Desktop" }).click();
  await expect(ana.getByRole("link", { name: "Administrator" })).toHaveCount(0);
});

test("two administrators at once: nothing is overwritten unseen", async ({ windowOf }) => {
  const [first, second] = [await windowOf("nora", "/admin/services"), await windowOf("nora", "/admin/services")];
  for (const page of [first, second]) {
    await page.getByRole("table").getByRole("link", { name: "Returns" }).click();
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Returns");
  }
  await first.getByLabel("Name", { exact: true }).fill("Returns and repairs");
  await second.getByLabel("Name", { exact: true }).fill("Returned goods");
  await apply(first);
  await expect(second.getByText("Somebody else applied changes while you were editing.")).toBeVisible();
  await second.getByRole("button", { name: "Keep mine" }).click();
  await apply(second);
  await expect(first.getByRole("heading", { level: 1, name: "Returned goods" })).toBeVisible();
});

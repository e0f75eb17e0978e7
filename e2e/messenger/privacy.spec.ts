import { expectAccessible } from "../fixtures/a11y.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("a customer's data is exported, then erased by their name, from their record", async ({ house, windowOf, deskOf }) => {
  const customer = await house.customer("Marta Olsen");
  await customer.says("Hello");
  const ana = await deskOf("ana");
  await ana.accept("Marta Olsen");
  await ana.answer("Good morning");

  const admin = await windowOf("nora", "/desktop/records");
  await admin.getByRole("link", { name: /Marta Olsen/ }).first().click();
  const privacy = admin.getByRole("region", { name: "Privacy" });

  await test.step("everything is exported", async () => {
    const coming = admin.waitForEvent("download");
    await privacy.getByRole("button", { name: "Export everything" }).click();
    expect((await coming).suggestedFilename()).toMatch(/^con_.*\.zip$/);
  });

  const dialog = admin.getByRole("dialog", { name: "Erase Marta Olsen?" });
  await test.step("while the conversation is open nothing is erased: said in words", async () => {
    await privacy.getByRole("button", { name: "Erase customer" }).click();
    await expect(dialog.getByLabel("Name of the customer")).toBeFocused();
    await dialog.getByLabel("Name of the customer").fill("Marta Olsen");
    await shoot(admin, "privacy-erase");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await expect(dialog.getByRole("alert")).toContainText("conversation is still open");
    await dialog.getByRole("button", { name: "Keep" }).click();
  });

  await test.step("the agent sees no such buttons", async () => {
    await expect(ana.page.getByRole("button", { name: "Erase customer" })).toHaveCount(0);
  });

  await test.step("ended and erased: the record is gone", async () => {
    await ana.finish("Label sent");
    await privacy.getByRole("button", { name: "Erase customer" }).click();
    await dialog.getByLabel("Name of the customer").fill("Marta Olsen");
    await dialog.getByRole("button", { name: "Erase for good" }).click();
    await expect(admin.getByText(/Marta Olsen was erased: 1 conversation/)).toBeVisible();
    await expect(admin).toHaveURL(/\/desktop\/records$/);
    await expect(admin.getByRole("link", { name: /Marta Olsen/ })).toHaveCount(0);
  });
});

test("a person's demand at the platform erases them and tells how it stands", async ({ house, browser, windowOf }) => {
  const page = house.page();
  const answered = await house.meta.post<{ status: number; body: string }>(`/apps/${page.appId}/notices`, {
    kind: "deletion",
    url: `${house.url}/clientweb/fb/deletion`,
    user_id: "218471",
  });
  expect(answered.status).toBe(200);
  const { url, confirmation_code } = JSON.parse(answered.body) as { url: string; confirmation_code: string };
  expect(url).toContain(confirmation_code);
  const context = await browser.newContext();
  const person = await context.newPage();
  await expect(async () => {
    await person.goto(`${house.url}${new URL(url).pathname}?id=${confirmation_code}`);
    await expect(person.getByRole("heading", { name: "Your data is deleted" })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(person.getByText(confirmation_code)).toBeVisible();
  await context.close();

  await test.step("the administrator sees what was demanded and what became of it", async () => {
    const admin = await windowOf("nora", "/admin/privacy-requests");
    const row = admin.getByRole("row").filter({ hasText: confirmation_code });
    await expect(row).toContainText("Deletion of data");
    await expect(row).toContainText("Done");
    await expect(row).toContainText("Nobody was known");
    for (const colorScheme of ["light", "dark"] as const) {
      await admin.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectAccessible(admin, `privacy requests, ${colorScheme}`);
    }
    await admin.setViewportSize({ width: 390, height: 844 });
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

test("a removed app is said at the account", async ({ house, windowOf }) => {
  const page = house.page();
  await house.meta.post(`/apps/${page.appId}/notices`, { kind: "deauthorise", url: `${house.url}/clientweb/fb/deauthorise`, user_id: "218471" });
  const admin = await windowOf("nora", "/admin/accounts");
  await admin.getByRole("table").getByRole("link", { name: "Alder & Pine", exact: true }).click();
  await expect(admin.getByText(/removed the app at the platform|Facebook no longer accepts|token/i).first()).toBeVisible();
});

import { alderPine } from "../fixtures/company.ts";
import { Dashboard } from "../fixtures/dashboard.ts";
import { Desk } from "../fixtures/desk.ts";
import { Guide } from "../fixtures/guide.ts";
import { Phone } from "../fixtures/phone.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test.use({ companies: { all: [alderPine({ linked: false })] } });

test("the guided set-up sees each of the eight steps turn done, and explains a mistake", async ({ house, windowOf }) => {
  test.setTimeout(180_000);
  const admin = await windowOf("nora", "/admin/accounts", { permissions: ["clipboard-read", "clipboard-write"] });
  const guide = new Guide(admin);

  await test.step("it begins in the empty list of accounts; step 7 is done by that", async () => {
    await guide.begin("Main page");
    await expect(admin.getByText(/The platform is simulated here/)).toBeVisible();
    await guide.isDone(7);
    await guide.isWaiting(1, 2, 3, 4, 5, 6, 8);
    await expect(admin.getByText(/^1 of 8 steps done/)).toBeVisible();
  });

  const dashboard = new Dashboard(await guide.follow(1, "Create an app"), house.meta.url);

  await test.step("step 1: app and page", async () => {
    await dashboard.createApp("Alder & Pine Desk");
    await dashboard.createPage("Alder & Pine Outdoor", "alderandpine");
    await guide.enter(1, { "Page ID": await dashboard.pageId(), "Page Username": "alderandpine" });
    await guide.isDone(1);
  });

  await test.step("steps 2 to 4: a token, and what it may do", async () => {
    const card = await guide.follow(4, "Make a page token");
    await expect(card).toHaveURL(/dashboard\?page=\d+#card-token$/);
    await card.close();
    await guide.enter(4, { Token: await dashboard.makeToken(), "App Secret": await dashboard.appSecret() });
    await guide.isDone(2, 3, 4);
  });

  await test.step("step 5: a wrong verify token is explained", async () => {
    const callback = await guide.copied(5, "Callback URL");
    const token = await guide.copied(5, "Verify token");
    await dashboard.verify(callback, `${token}x`);
    await expect(guide.step(5).getByText("Needs a look")).toBeVisible({ timeout: 25_000 });
    await expect(guide.step(5).getByText(/with another verify token, and was refused/)).toBeVisible();
    await expect(guide.step(5).getByText(/Copy the verify token from here once more/)).toBeVisible();
    await shoot(admin, "set-up-guide");
    await dashboard.verify(callback, token);
    await guide.isDone(5);
    await expect(guide.step(5).getByText("Needs a look")).toHaveCount(0);
  });

  await test.step("step 6: the fields", async () => {
    const fields = await guide.copied(6, "Fields");
    await dashboard.choose(...fields.split(", "));
    await dashboard.subscribePage();
    await guide.isDone(6);
  });

  await test.step("left and taken up again, it knows what is done", async () => {
    await admin.getByRole("link", { name: "Integration accounts" }).first().click();
    await admin.getByRole("table").getByRole("link", { name: "Main page", exact: true }).click();
    await admin.getByRole("link", { name: "Set-up guide" }).click();
    await expect(admin.getByText(/^7 of 8 steps done/)).toBeVisible();
    await expect(guide.step(5).getByRole("button", { name: /Point the webhook at Parlance/ })).toHaveAttribute("aria-expanded", "false");
  });

  await test.step("step 8: an entry takes the chats", async () => {
    await guide.step(8).getByRole("link", { name: "Scenario entries" }).click();
    await admin.getByRole("link", { name: "New entry" }).first().click();
    await admin.getByLabel("Name", { exact: true }).fill("Main page chat");
    await admin.getByRole("checkbox", { name: "Main page" }).check();
    await admin.getByRole("combobox", { name: "Service" }).selectOption("Returns");
    await admin.getByRole("button", { name: /^Apply/ }).click();
    await expect(admin.getByRole("heading", { level: 1, name: "Main page chat" })).toBeVisible();
    await admin.getByRole("link", { name: "Integration accounts" }).first().click();
    await admin.getByRole("table").getByRole("link", { name: "Main page", exact: true }).click();
    await admin.getByRole("link", { name: "Set-up guide" }).click();
    await expect(admin.getByRole("heading", { level: 1, name: "Set up Main page" })).toBeVisible();
    await expect(guide.step(8).getByText("Main page chat")).toBeVisible();
  });

  await test.step("and the chat: a customer writes, an agent answers", async () => {
    const phone = new Phone(await guide.follow(8, "Write to the page"), house.meta.url);
    await phone.handTo("Samira Khoury");
    await phone.write("Hello, is anybody there?");
    const ana = new Desk(await windowOf("ana", "/desktop"));
    await ana.becomeReady();
    await ana.accept("Samira Khoury");
    await expect(guide.step(8).getByRole("listitem").filter({ hasText: "A customer’s message has arrived" }).getByRole("img", { name: "Done" })).toBeVisible();
    await ana.answer("Yes, all of us");
    await guide.isDone(8);
    await expect(admin.getByText("All steps are done.")).toBeVisible();
  });
});

test("the guide is found from the account, and from its health", async ({ windowOf }) => {
  const admin = await windowOf("nora", "/admin/accounts");
  const guide = new Guide(admin);
  await guide.begin("Second page");
  await admin.getByRole("link", { name: "All properties" }).click();
  await admin.getByRole("link", { name: "Set-up guide" }).click();
  await expect(admin.getByRole("heading", { level: 1, name: "Set up Second page" })).toBeVisible();
  await admin.goto(admin.url().replace("/set-up", "/health"));
  await admin.getByRole("link", { name: "Set-up guide" }).click();
  await guide.isDone(7);
});

import { AccountForm } from "./fixtures/account-form.ts";
import { alderPine } from "./fixtures/company.ts";
import { Dashboard } from "./fixtures/dashboard.ts";
import { Desk } from "./fixtures/desk.ts";
import { Phone } from "./fixtures/phone.ts";
import { picture } from "./fixtures/pictures.ts";
import { expect, test } from "./fixtures/test.ts";

test.use({ companies: { all: [alderPine({ linked: false })] } });

test("the founding guide: from nothing at the platform to an answered chat and its record", async ({ house, browser, windowOf }) => {
  test.setTimeout(120_000);
  const atMeta = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const dashboard = new Dashboard(await atMeta.newPage(), house.meta.url);
  const admin = await windowOf("nora", "/admin");
  const form = new AccountForm(admin);

  const page = await test.step("steps 1–4, at the platform: app, page with username, page token, app secret", async () => {
    await dashboard.open();
    await dashboard.createApp("Alder & Pine Desk");
    await dashboard.createPage("Alder & Pine Outdoor", "alderandpine");
    const token = await dashboard.makeToken();
    await dashboard.isDone("3. Make a page token");
    return { token, appSecret: await dashboard.appSecret(), pageId: await dashboard.pageId(), pageUsername: "alderandpine" };
  });

  const verifyToken = await test.step("steps 7 and 8, in the Administrator: the integration account", async () => {
    await form.create();
    await form.fill({ name: "Main page", ...page });
    await expect(form.field("Type")).toHaveValue("facebook");
    const first = await form.generateToken();
    const second = await form.generateToken();
    expect(second).not.toBe(first);
    expect(second).toMatch(/^[A-Za-z0-9_-]{24,}$/);
    await form.apply();
    await expect(admin.getByRole("heading", { level: 1, name: "Main page" })).toBeVisible();
    await expect(form.callbackUrl).toHaveValue(`${house.url}/clientweb/fb/webhook/${page.pageId}`);
    return second;
  });

  await test.step("steps 5 and 6, at the platform: callback, verify token, fields, subscription of the page", async () => {
    await dashboard.verify(await form.callbackUrl.inputValue(), `${verifyToken}-mistyped`);
    await expect(dashboard.page.getByRole("alert").filter({ hasText: "couldn't be validated" })).toBeVisible();
    await dashboard.verify(await form.callbackUrl.inputValue(), verifyToken);
    await dashboard.isDone("4. Add the callback");
    const fields = await form.subscribedFields();
    expect(fields).toEqual(expect.arrayContaining(["message_deliveries", "messages", "messaging_optins", "messaging_postbacks"]));
    await dashboard.choose(...fields);
    await dashboard.subscribePage();
    await dashboard.isDone("5. Choose the fields");
  });

  await test.step("Test Connection says that all is good", async () => {
    await form.testConnection();
    await expect(form.check("Good", "The token is valid")).toBeVisible();
    await expect(form.check("Good", `It belongs to the page “Alder & Pine Outdoor”, ${page.pageId}.`)).toBeVisible();
    await expect(form.check("Good", "The app is subscribed to the page with all fields.")).toBeVisible();
    await expect(form.check("Does not work", "")).toHaveCount(0);
    await expect(form.check("With a limit", "")).toHaveCount(0);
    await expect(form.summary).toHaveText("The connection works.");
  });

  await test.step("a scenario entry takes the page's chats to a service", async () => {
    await admin.getByRole("link", { name: "Scenario entries" }).first().click();
    await admin.getByRole("link", { name: "New entry" }).first().click();
    await admin.getByLabel("Name", { exact: true }).fill("Main page chat");
    await admin.getByRole("checkbox", { name: "Main page" }).check();
    await admin.getByRole("combobox", { name: "Service" }).selectOption("Returns");
    await form.apply();
    await expect(admin.getByRole("heading", { level: 1, name: "Main page chat" })).toBeVisible();
  });

  const ana = new Desk(await windowOf("ana", "/desktop"));
  const phone = new Phone(await atMeta.newPage(), house.meta.url);

  await test.step("a customer writes, the agent is offered the chat with the reason and accepts", async () => {
    await ana.becomeReady();
    await phone.open();
    await phone.handTo("Samira Khoury");
    await phone.set("Reads answers at once", false);
    await phone.write("Hello, the pole of my tent is broken");
    await expect(ana.offer).toContainText("“Hello, the pole of my tent is broken”");
    await expect(ana.offer).toContainText(/Why you: skill Returns 90 ≥ 30, 0 of 4 chats/);
    await ana.accept("Samira Khoury");
    await phone.ownStands(/Seen/);
  });

  await test.step("the answer goes from sent to delivered to read, on both sides", async () => {
    await phone.set("Has no signal", true);
    await ana.answer("I am sorry. Could you send me a picture of it?");
    await ana.stands("I am sorry.", "Sent");
    await phone.set("Has no signal", false);
    await ana.stands("I am sorry.", "Delivered");
    await expect(phone.log.getByText("Could you send me a picture of it?")).toBeVisible();
    await phone.look();
    await ana.stands("I am sorry.", "Read");
  });

  await test.step("the customer sends a picture", async () => {
    await phone.sendPicture("pole.png", await picture("broken-pole"));
    const shown = ana.log.getByRole("img").last();
    await expect(shown).toBeVisible();
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    await ana.answer("Thank you. A new pole is on its way.");
    await phone.look();
    await ana.stands("Thank you.", "Read");
  });

  await test.step("the agent ends the chat and does the after-call work", async () => {
    await ana.endChat();
    const work = ana.page.getByRole("complementary", { name: "After-call work" });
    await expect(work.getByRole("button", { name: /^Finish/ })).toHaveAttribute("aria-disabled", "true");
    await work.getByRole("radio", { name: "Label sent" }).check();
    await work.getByRole("textbox", { name: /^Note/ }).fill("New pole, order AP-204 118");
    await work.getByRole("button", { name: /^Finish/ }).click();
    await ana.hasState(/Your state: Ready/);
  });

  await test.step("the record shows transcript, segments and the routing reason", async () => {
    await ana.page.getByRole("link", { name: "Records" }).click();
    await ana.page.getByRole("table").getByRole("link", { name: "Samira Khoury" }).click();
    const record = ana.page.getByRole("main");
    await expect(record.getByRole("article").filter({ hasText: "Hello, the pole of my tent is broken" })).toBeVisible();
    await expect(record.getByRole("article").filter({ hasText: "A new pole is on its way." })).toBeVisible();
    await expect(record.getByText("Label sent").first()).toBeVisible();
    await expect(record.getByText("New pole, order AP-204 118")).toBeVisible();
    await expect(record.getByText(/skill Returns 90 ≥ 30/).first()).toBeVisible();
    const times = record.getByRole("region", { name: "Times of the chat" }).getByRole("img");
    await expect(times).toHaveAccessibleName(/^Queue: Waiting .*\. Ana Torres: Ringing .*; Talking .*; After-call /);
  });
});

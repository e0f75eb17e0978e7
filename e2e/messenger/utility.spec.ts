import { FIELDS } from "../fixtures/meta.ts";
import { Phone } from "../fixtures/phone.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

const HOUR = 3_600_000;
const REVIEWS = "message_template_status_update";

test("the window is closed: an approved template goes out, the customer answers, and it is open again", async ({ house, windowOf, deskOf, browser }) => {
  const page = house.page();
  const fields = [...FIELDS, REVIEWS];
  await house.meta.ask("PUT", `/apps/${page.appId}/fields`, { fields });
  await house.meta.subscribe(page, fields);
  const atMeta = await browser.newContext();
  const phone = new Phone(await atMeta.newPage(), house.meta.url);

  await test.step("eight days ago the customer wrote", async () => {
    await house.meta.moveClock(-8 * 24 * HOUR);
    await phone.open();
    await phone.handTo("Marta Olsen");
    await phone.write("When does my kettle come?");
    await expect(phone.log.getByText("When does my kettle come?")).toBeVisible();
    await house.meta.moveClock(8 * 24 * HOUR);
  });

  const admin = await windowOf("nora", "/admin/accounts");
  const bar = admin.getByRole("region", { name: "Changes" });
  await test.step("an administrator writes a template, and what the platform would reject is said", async () => {
    await admin.getByRole("link", { name: "Alder & Pine", exact: true }).first().click();
    await admin.getByRole("link", { name: "Utility templates" }).click();
    await expect(admin.getByText("No utility templates yet")).toBeVisible();
    await admin.getByRole("link", { name: "New template" }).click();
    await admin.getByLabel("Name", { exact: true }).fill("order_shipped");
    await admin.getByLabel("Text", { exact: true }).fill("Hello {{name}}, your order {{order}} is on its way to you.");
    await bar.getByRole("button", { name: /^(Apply|Create)/ }).click();
    await expect(admin.getByText("Give an example: whoever reviews the template sees what will stand here.").first()).toBeVisible();
    const examples = admin.getByRole("group", { name: "Examples for the review" });
    await examples.getByLabel("name").fill("Marta");
    await examples.getByLabel("order").fill("566701");
    await admin.getByRole("group", { name: "What stands there by itself" }).getByLabel("name").fill("{{contact.first_name}}");
    await expect(admin.getByRole("region", { name: "On the phone" })).toContainText("Hello Marta, your order 566701 is on its way to you.");
    await shoot(admin, "messenger-utility-new");
    await bar.getByRole("button", { name: /^(Apply|Create)/ }).click();
    await expect(admin.getByRole("row").filter({ hasText: "order_shipped" })).toContainText("In review");
  });

  const ana = await deskOf("ana");
  await ana.accept("Marta Olsen");
  const ways = ana.page.getByRole("region", { name: "What can still be sent" });
  await test.step("while it is in review the agent is offered nothing", async () => {
    await expect(ana.composer).toBeHidden();
    await ways.getByRole("button", { name: "Send an approved template" }).click();
    const dialog = ana.page.getByRole("dialog", { name: "Approved template for Marta Olsen" });
    await expect(dialog.getByText("No approved templates yet")).toBeVisible();
    await ana.page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });

  await test.step("the platform approves it, and the Administrator shows it by itself", async () => {
    const reviewer = await atMeta.newPage();
    await reviewer.goto(`${house.meta.url}/dashboard?page=${page.pageId}`);
    const template = reviewer.getByRole("listitem", { name: "Template order_shipped" });
    await template.getByRole("button", { name: "Approve" }).click();
    await expect(template).toContainText("APPROVED");
    await shoot(reviewer, "messenger-utility-review");
    await expect(admin.getByRole("row").filter({ hasText: "order_shipped" })).toContainText("Approved");
    await shoot(admin, "messenger-utility-list");
  });

  await test.step("the agent fills it in and sends it; the customer sees it", async () => {
    await ways.getByRole("button", { name: "Send an approved template" }).click();
    const dialog = ana.page.getByRole("dialog", { name: "Approved template for Marta Olsen" });
    await expect(dialog.getByLabel("name")).toHaveValue("Marta");
    await dialog.getByRole("button", { name: "Send" }).click();
    await expect(dialog.getByText("Write something first.")).toBeVisible();
    await dialog.getByLabel("order").fill("7104");
    await expect(dialog.getByRole("region", { name: "On the phone" })).toContainText("Hello Marta, your order 7104 is on its way to you.");
    await shoot(ana.page, "messenger-utility-desk");
    await dialog.getByRole("button", { name: "Send" }).press("Enter");
    await expect(dialog).toBeHidden();
    await expect(ana.log.getByText("Hello Marta, your order 7104 is on its way to you.")).toBeVisible();
    await expect(phone.log.getByText("Hello Marta, your order 7104 is on its way to you.")).toBeVisible();
    await expect(ana.composer).toBeHidden();
  });

  await test.step("the customer answers, and one may write freely", async () => {
    await phone.write("Great, thank you");
    await expect(ana.composer).toBeVisible();
    await expect(ways).toBeHidden();
    await ana.answer("Enjoy it");
    await expect(phone.log.getByText("Enjoy it")).toBeVisible();
  });
  await atMeta.close();
});

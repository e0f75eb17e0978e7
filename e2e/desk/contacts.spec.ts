import { expectAccessible } from "../fixtures/a11y.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("contacts have fields of the company's own, one line of time, and may be blocked", async ({ house, windowOf, deskOf }) => {
  test.setTimeout(180_000);
  const admin = await windowOf("nora", "/admin/contact-fields");
  await test.step("the administrator adds two fields", async () => {
    await admin.getByRole("button", { name: "Add field" }).click();
    await admin.getByRole("textbox", { name: "Name" }).fill("Tier");
    await admin.getByLabel("Takes").selectOption("One of several choices");
    await admin.getByLabel("Choices").fill("Gold\nSilver");
    await admin.getByRole("checkbox", { name: "Required" }).check();
    await admin.getByRole("checkbox", { name: "Found by search" }).check();
    await admin.getByRole("button", { name: "Add field" }).click();
    await admin.getByRole("textbox", { name: "Name" }).last().fill("Member since");
    await admin.getByLabel("Takes").last().selectOption("Day");
    await expectAccessible(admin, "the fields of contacts");
    await shoot(admin, "admin-contact-fields");
    await admin.getByRole("button", { name: /^Apply/ }).click();
    await expect(admin.getByText("Key: member_since")).toBeVisible();
  });

  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("The stove arrived broken");
  await ana.accept("Samira Khoury");
  await ana.answer("Which stove is it?");
  const beside = ana.page.getByRole("region", { name: "Contact record" });
  const main = ana.page.getByRole("main");
  await test.step("beside the chat the agent opens the contact page, and fills in what she knows", async () => {
    await beside.getByRole("link", { name: "Open the contact page" }).click();
    await expect(main.getByRole("link", { name: "The stove arrived broken" })).toBeVisible();
    await main.getByRole("button", { name: "Edit" }).click();
    const dialog = ana.page.getByRole("dialog");
    await dialog.getByLabel("Email", { exact: true }).fill("samira@example.org");
    await dialog.getByRole("button", { name: "Another email" }).click();
    await dialog.getByRole("textbox", { name: "Email 2" }).fill("khoury@example.net");
    await dialog.getByLabel("Tier").selectOption("Gold");
    await dialog.getByLabel("Member since").fill("2024-05-03");
    await expectAccessible(ana.page, "a contact in a form");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(main.getByRole("link", { name: "khoury@example.net" })).toBeVisible();
    await expect(main.getByText("Gold")).toBeVisible();
  });
  await test.step("a case of the customer stands in the line of time", async () => {
    await main.getByRole("button", { name: "New case" }).click();
    const dialog = ana.page.getByRole("dialog");
    await dialog.getByLabel("Title").fill("Broken stove");
    await dialog.getByRole("button", { name: "Create case" }).click();
    const time = main.getByRole("region", { name: "Timeline" });
    await expect(time.getByRole("listitem")).toHaveCount(2);
    await expect(time.getByRole("listitem").first()).toContainText("Broken stove");
    await expectAccessible(ana.page, "a contact");
    await shoot(ana.page, "desk-contact");
  });
  await test.step("who makes a contact fills in what is required, and finds them by it", async () => {
    await ana.page.getByRole("link", { name: "Contacts", exact: true }).click();
    await main.getByRole("button", { name: "New contact" }).click();
    const dialog = ana.page.getByRole("dialog");
    await dialog.getByLabel("First name").fill("Marta");
    await dialog.getByLabel("Email", { exact: true }).fill("KHOURY@example.net");
    await dialog.getByRole("button", { name: "Make contact" }).click();
    await expect(dialog.getByText("This field is needed.")).toBeVisible();
    await dialog.getByLabel("Tier").selectOption("Silver");
    await dialog.getByRole("button", { name: "Make contact" }).click();
    await expect(main.getByRole("heading", { name: "Marta" })).toBeVisible();
    const same = main.getByRole("region", { name: "Possibly the same person" });
    await expect(same.getByRole("listitem")).toHaveText(["Samira Khourysame email"]);
    await ana.page.getByRole("link", { name: "Back to the contacts" }).click();
    const table = main.getByRole("table", { name: "Contacts" });
    await expect(table.getByRole("link")).toHaveCount(2);
    await main.getByRole("searchbox").fill("gold");
    await expect(table.getByRole("link")).toHaveText(["Samira Khoury"]);
    await expectAccessible(ana.page, "the contacts");
  });

  const jonas = await deskOf("jonas");
  await test.step("a blocked customer rings nowhere, and every colleague sees why", async () => {
    await ana.page.getByRole("link", { name: /^Conversations/ }).click();
    await ana.open("Samira Khoury");
    await beside.getByRole("button", { name: "Block…" }).click();
    const dialog = ana.page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Block", exact: true }).click();
    await expect(dialog.getByText("Say why")).toBeVisible();
    await dialog.getByLabel("Reason").fill("Insults");
    await dialog.getByLabel("For how long").selectOption("One week");
    await dialog.getByRole("button", { name: "Block", exact: true }).click();
    await expect(beside.getByText("Insults")).toBeVisible();
    await ana.finish("Label sent");
    await jonas.page.getByRole("link", { name: "Contacts", exact: true }).click();
    await jonas.page.getByRole("button", { name: "Blocked" }).click();
    const blocked = jonas.page.getByRole("table", { name: "Contacts" });
    await expect(blocked.getByRole("link")).toHaveText(["Samira Khoury"]);
    await samira.says("You are all fools");
    await blocked.getByRole("link", { name: "Samira Khoury" }).click();
    await expect(jonas.page.getByRole("main").getByText(/^by Ana/)).toBeVisible();
    await shoot(jonas.page, "desk-contact-blocked");
    // Another customer's chat comes through: the blocked one's would have come before.
    const olaf = await house.customer("Olaf Brandt");
    await olaf.says("Hello");
    await Promise.any([jonas, ana].map(({ page }) => expect(page.getByText("Olaf Brandt").first()).toBeVisible()));
    await expect(jonas.page.getByRole("region", { name: "Timeline" }).getByText("You are all fools")).toHaveCount(0);
  });
  await test.step("unblocked, what the customer writes next is a chat again", async () => {
    const page = jonas.page.getByRole("main");
    await page.getByRole("button", { name: "Unblock" }).click();
    await expect(page.getByText("Insults")).toHaveCount(0);
    await samira.says("I am sorry");
    // Of a chat that rings for somebody else this desktop is told nothing: the page is read anew.
    await expect(async () => {
      await jonas.page.reload();
      await expect(page.getByRole("region", { name: "Timeline" }).getByRole("link", { name: "I am sorry" })).toBeVisible({ timeout: 3_000 });
    }).toPass();
  });
});

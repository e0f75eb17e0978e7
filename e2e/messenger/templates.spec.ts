import { expect, test } from "../fixtures/test.ts";

test("an administrator makes a message template, and an agent sends it with the customer's name in it", async ({ house, windowOf, deskOf }) => {
  const admin = await windowOf("nora", "/admin");
  const bar = admin.getByRole("region", { name: "Changes" });

  await test.step("an unknown variable is the fault of its field", async () => {
    await admin.getByRole("navigation", { name: "Configuration" }).getByRole("link", { name: "Message templates" }).click();
    await admin.getByRole("link", { name: "New template" }).first().click();
    await admin.getByLabel("Name", { exact: true }).fill("Which colour");
    await admin.getByRole("combobox", { name: "Service" }).selectOption("Returns");
    await admin.getByLabel("Text", { exact: true }).fill("Hello {{customer}}");
    await admin.getByLabel("Label", { exact: true }).fill("Green");
    await expect(admin.getByText("There is no variable “customer”.")).toBeVisible();
    await admin.getByLabel("Text", { exact: true }).fill("Hello {{contact.first_name}}, {{agent.first_name}} here. Which colour?");
    await expect(admin.getByRole("region", { name: "On the phone" })).toContainText("Hello Marta, Ana here. Which colour?");
    await bar.getByRole("button", { name: /^(Apply|Create)/ }).click();
    await expect(admin.getByRole("heading", { level: 1, name: "Which colour" })).toBeVisible();
  });

  const ana = await deskOf("ana");

  await test.step("the agent chooses it in the composer; the phone gets the filled words", async () => {
    const samira = await house.customer("Samira Khoury");
    await samira.says("A pole for my tent, please");
    await ana.accept("Samira Khoury");
    await ana.page.getByRole("button", { name: "Rich message" }).click();
    const editor = ana.page.getByRole("dialog", { name: "Rich message for Samira Khoury" });
    await editor.getByRole("combobox", { name: "Message template" }).selectOption("Which colour");
    await expect(editor.getByRole("region", { name: /^Preview/ })).toContainText("Hello Samira, Ana here. Which colour?");
    await editor.getByRole("button", { name: "Send" }).click();
    await expect(editor).toBeHidden();
    await samira.hasAnswers(["Hello Samira, Ana here. Which colour?"]);
  });

  await test.step("or by / beside the prepared texts, by the keyboard alone", async () => {
    await ana.composer.fill("/colour");
    await ana.page.keyboard.press("Enter");
    const editor = ana.page.getByRole("dialog", { name: "Rich message for Samira Khoury" });
    await expect(editor.getByRole("region", { name: /^Preview/ })).toContainText("Which colour?");
    await ana.page.keyboard.press("Escape");
    await expect(editor).toBeHidden();
    await expect(ana.composer).toHaveValue("");
  });

  await test.step("a template that is switched off is not offered any more", async () => {
    await admin.getByRole("link", { name: "Message templates" }).first().click();
    await admin.getByRole("row").filter({ hasText: "Which colour" }).getByRole("button").last().click();
    await admin.getByRole("menuitem", { name: "Disable" }).click();
    await expect(admin.getByRole("row").filter({ hasText: "Which colour" })).toContainText(/Disabled|Off/i);
  });
});

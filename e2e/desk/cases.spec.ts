import { expectAccessible } from "../fixtures/a11y.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("a case is made of a chat, waits for a reason, is resolved, and the customer opens it again", async ({ house, windowOf, deskOf }) => {
  test.setTimeout(150_000);
  const admin = await windowOf("nora", "/admin/settings");
  await admin.getByLabel("Reasons to wait").fill("Supplier\nCustomer's photos");
  await admin.getByRole("button", { name: /^Apply/ }).click();
  await expect(admin.getByText(/was applied|applied/i).first()).toBeVisible();

  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("The stove arrived broken");
  await ana.accept("Samira Khoury");
  const beside = ana.page.getByRole("region", { name: "Cases" });
  await test.step("the agent makes a case beside the chat", async () => {
    await expect(beside.getByText("No cases yet")).toBeVisible();
    await beside.getByRole("button", { name: "New case" }).click();
    const dialog = ana.page.getByRole("dialog");
    await dialog.getByLabel("Title").fill("Broken stove");
    await dialog.getByLabel("Description").fill("She wants a new one before Saturday.");
    await dialog.getByLabel("Importance").selectOption("High");
    await ana.page.keyboard.press("Tab");
    await dialog.getByRole("button", { name: "Create case" }).click();
    await expect(beside.getByRole("link", { name: "Broken stove" })).toBeVisible();
    await expect(beside.getByText("joined")).toBeVisible();
  });
  await test.step("it stands among her cases, and waits for the supplier", async () => {
    await ana.page.getByRole("link", { name: "Cases", exact: true }).click();
    const table = ana.page.getByRole("table", { name: "Cases" });
    await expect(table.getByRole("link", { name: "Broken stove" })).toBeVisible();
    await expectAccessible(ana.page, "the cases");
    await ana.page.getByRole("searchbox", { name: "Number or words" }).fill("stoves saturday");
    await table.getByRole("link", { name: "Broken stove" }).click();
    const main = ana.page.getByRole("main");
    await expect(main.getByRole("link", { name: "The stove arrived broken" })).toBeVisible();
    await main.getByRole("combobox", { name: "Set to Pending" }).selectOption("Supplier");
    await expect(main.getByText("Pending · Supplier")).toBeVisible();
    await expectAccessible(ana.page, "a case");
    await shoot(ana.page, "desk-case");
    await main.getByRole("button", { name: "Resolve" }).click();
    await expect(main.getByText("Resolved").first()).toBeVisible();
  });

  const jonas = await deskOf("jonas");
  await test.step("the customer writes again: it is open again, and a colleague sees it beside his chat", async () => {
    await ana.page.getByRole("link", { name: /^Conversations/ }).click();
    await ana.open("Samira Khoury");
    await ana.transferTo("Jonas Weber");
    await jonas.accept("Samira Khoury");
    await jonas.answer("A new one is on its way.");
    await jonas.finish("Label sent");
    await ana.choose("Meeting");
    await samira.says("It is broken again");
    await jonas.accept("Samira Khoury");
    const theirs = jonas.page.getByRole("region", { name: "Cases" });
    await expect(theirs.getByRole("link", { name: "Broken stove" })).toBeVisible();
    await expect(theirs.getByText("Open", { exact: true })).toBeVisible();
  });
  await test.step("she gives it to him, resolves it, and sees the customer open it again without a reload", async () => {
    await ana.page.getByRole("link", { name: "Cases", exact: true }).click();
    await ana.page.getByRole("link", { name: "Broken stove" }).click();
    const main = ana.page.getByRole("main");
    await main.getByRole("combobox", { name: "Owner" }).selectOption("Jonas Weber");
    await main.getByRole("button", { name: "Resolve" }).click();
    await expect(main.getByText("Resolved").first()).toBeVisible();
    await samira.says("And once more");
    await expect(main.getByRole("button", { name: "Resolve" })).toBeVisible();
  });
  await ana.page.goto(`${house.url}/desktop/cases?shelf=all`);
  await ana.page.getByRole("link", { name: "Broken stove" }).click();
  await expect(ana.page.getByRole("region", { name: "Conversations" }).getByRole("listitem")).toHaveCount(2);
  await expect(ana.page.getByRole("region", { name: "History" }).getByText("Conversation joined")).toBeVisible();
});

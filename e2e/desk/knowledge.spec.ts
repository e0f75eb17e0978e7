import { expectAccessible } from "../fixtures/a11y.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("an article is written in the Administrator, found beside a chat by keyboard, read and inserted", async ({ house, windowOf, deskOf }) => {
  const admin = await windowOf("nora", "/admin/knowledge");
  await test.step("the administrator makes a folder and an article with a preview, and publishes it", async () => {
    await expect(admin.getByText("No articles yet")).toBeVisible();
    await admin.getByRole("button", { name: "New folder" }).click();
    await admin.getByRole("dialog").getByLabel("Folder", { exact: true }).fill("Sending back");
    await admin.getByRole("dialog").getByRole("button", { name: "Create" }).click();
    await expect(admin.getByRole("button", { name: "Sending back", exact: true })).toBeVisible();

    await admin.getByRole("link", { name: "New article" }).click();
    await admin.getByLabel("Folder", { exact: true }).selectOption({ label: "Sending back" });
    await admin.getByRole("checkbox", { name: "Returns" }).check();
    await admin.getByLabel("Title").fill("How returns work");
    await admin.getByLabel("Keywords").fill("refund money");
    await admin.getByRole("textbox", { name: "Text" }).fill("# Three steps\n- Print the **label**\n- Pack the tent\n- Bring it to [any shop](https://alder.example/shops)");
    const preview = admin.getByRole("region", { name: "Preview" });
    await expect(preview.getByRole("heading", { name: "Three steps" })).toBeVisible();
    await expect(preview.getByRole("link", { name: "any shop" })).toBeVisible();
    await admin.getByRole("button", { name: /^Apply/ }).click();
    await expect(admin.getByRole("heading", { level: 1, name: "How returns work" })).toBeVisible();
    await admin.getByRole("button", { name: "Publish" }).click();
    await expect(admin.getByRole("region", { name: "Versions" }).getByText("Published")).toBeVisible();
    await expectAccessible(admin, "an article");
    await shoot(admin, "admin-article");
  });

  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("How do I get my money back?");
  await ana.accept("Samira Khoury");
  await test.step("Ctrl / opens the articles, and the service's stands first", async () => {
    await ana.composer.fill("Gladly. ");
    await ana.page.keyboard.press("Control+/");
    const panel = ana.page.getByRole("complementary", { name: "Knowledge" });
    await expect(panel.getByRole("option", { name: /How returns work/ })).toBeVisible();
    await expect(panel.getByRole("combobox")).toBeFocused();
    await ana.page.keyboard.type("refunds");
    await expect(panel.getByText("1 article")).toBeVisible();
    await expectAccessible(ana.page, "the articles beside a chat");
    await shoot(ana.page, "desk-knowledge");
    await ana.page.keyboard.press("Enter");
    await expect(panel.getByRole("heading", { name: "Three steps" })).toBeVisible();
    await expect(panel.getByRole("button", { name: "Insert" })).toBeFocused();
    await ana.page.keyboard.press("Enter");
  });
  const inserted = "Gladly. Three steps\n• Print the label\n• Pack the tent\n• Bring it to any shop (https://alder.example/shops)";
  await expect(ana.composer).toHaveValue(inserted);
  await expect(ana.composer).toBeFocused();
  await ana.composer.press("Enter");
  await samira.hasAnswers([inserted]);

  await test.step("a retired article is found no more", async () => {
    await admin.getByRole("button", { name: "Retire" }).click();
    await expect(admin.getByRole("button", { name: "Restore as draft" })).toBeVisible();
    await ana.page.reload();
    const panel = ana.page.getByRole("complementary", { name: "Knowledge" });
    await expect(panel.getByText("No articles yet")).toBeVisible();
  });
});

import { expectAccessible } from "../fixtures/a11y.ts";
import { expect, test } from "../fixtures/test.ts";

test("the command bar finds customers: to their chat when one is held, else to their page", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const { page } = ana;
  const [samira, tomas] = [await house.customer("Samira Khoury"), await house.customer("Tomás Herrera")];
  await tomas.says("The label does not print");
  await ana.accept("Tomás Herrera");
  await ana.answer("I have sent you another one.");
  await tomas.hasAnswers(["I have sent you another one."]);
  await ana.finish("Label sent");
  await samira.says("My tent has a hole");
  await ana.accept("Samira Khoury");
  await page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Settings" }).click();

  const bar = page.getByRole("dialog", { name: "What do you want to do?" });
  const customers = bar.getByRole("group", { name: "Customers" });
  await page.keyboard.press("Control+k");
  await page.keyboard.type("samira");
  await expect(customers.getByRole("option")).toHaveText(/Samira Khoury/);
  await expectAccessible(page, "the command bar with a customer");
  await page.keyboard.press("Enter");
  await ana.isOpen("Samira Khoury");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("herr");
  await expect(customers.getByRole("option")).toHaveText(/Tomás Herrera/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/desktop\/contacts\//);
  await expect(page.getByRole("heading", { name: "Tomás Herrera" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("nobody of this name");
  await expect(bar.getByText("Nothing fits these words.")).toBeVisible();
  await page.route("**/api/v1/contacts?*", (route) => route.fulfill({ status: 500, json: { error: { code: "internal", message: "no" } } }));
  await bar.getByRole("combobox").fill("settings");
  await expect(bar.getByText("Customers cannot be searched just now.")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/desktop\/settings/);
});

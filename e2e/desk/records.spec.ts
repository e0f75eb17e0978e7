import { expect, test } from "../fixtures/test.ts";

test("records are found by words, customer, service, agent and time", async ({ house, deskOf, windowOf }) => {
  const ana = await deskOf("ana");
  for (const [name, words] of [["Samira Khoury", "The zipper is stuck"], ["Tomás Herrera", "Where is my invoice?"]] as const) {
    const customer = await house.customer(name);
    await customer.says(words);
    await ana.accept(name);
    await ana.answer(`Hello ${name}, let me see.`);
    await customer.hasAnswers([`Hello ${name}, let me see.`]);
  }
  const vera = await windowOf("vera", "/desktop/records");
  const rows = vera.getByRole("table").getByRole("link");
  await expect(rows).toHaveText([/Tomás Herrera/, /Samira Khoury/]);

  await vera.getByRole("searchbox", { name: "Words or name" }).fill("zipper");
  await expect(rows).toHaveText([/Samira Khoury/]);
  await expect(vera).toHaveURL(/q=zipper/);
  await expect(vera.locator("mark")).toHaveText(["zipper"]);
  await vera.getByRole("searchbox", { name: "Words or name" }).fill("invoices -zipper");
  await expect(rows).toHaveText([/Tomás Herrera/]);
  await expect(vera.locator("mark")).toHaveText(["invoice"]);
  await vera.getByRole("searchbox", { name: "Words or name" }).fill('"is the zipper"');
  await expect(vera.getByText("No records for “\"is the zipper\"”")).toBeVisible();
  await vera.getByRole("searchbox", { name: "Words or name" }).fill("-zipper");
  await expect(vera.getByText("Everything is to be left out. Add a word that must occur.")).toBeVisible();
  await vera.getByRole("searchbox", { name: "Words or name" }).fill("samira");
  await expect(rows).toHaveText([/Samira Khoury/]);
  await vera.getByRole("button", { name: "Clear" }).click();
  await vera.getByRole("searchbox", { name: "Customer, mail or phone" }).fill("Herrera");
  await expect(rows).toHaveText([/Tomás Herrera/]);
  await vera.getByRole("button", { name: "Clear" }).click();
  await vera.getByRole("combobox", { name: "Agent" }).selectOption("Jonas Weber");
  await expect(vera.getByText("No records meet these filters")).toBeVisible();
  await vera.getByRole("combobox", { name: "Agent" }).selectOption("Ana Torres");
  await vera.getByRole("combobox", { name: "Service" }).selectOption("Returns");
  await vera.getByRole("button", { name: "Today" }).click();
  await expect(rows).toHaveCount(2);
  await rows.last().click();
  await expect(vera.getByRole("article").filter({ hasText: "The zipper is stuck" })).toBeVisible();
  await vera.getByRole("button", { name: "Previous record" }).click();
  await expect(vera.getByRole("heading", { level: 1, name: "Tomás Herrera" })).toBeVisible();
});

test("a customer who comes back is known, with the earlier chat", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("The zipper is stuck");
  await ana.accept("Samira Khoury");
  await ana.answer("Please send it back.");
  await samira.hasAnswers(["Please send it back."]);
  await ana.finish("Label sent");
  await samira.says("It arrived at yours, I think");
  await ana.accept("Samira Khoury");
  const customer = ana.page.getByRole("complementary", { name: "Customer" });
  await expect(customer).toContainText("The zipper is stuck");
  await expect(customer).toContainText("Label sent");
  await ana.page.getByRole("button", { name: "Edit" }).click();
  await customer.getByLabel("Email").fill("samira@example.net");
  await customer.getByRole("button", { name: "Save" }).click();
  await expect(customer.getByText("samira@example.net")).toBeVisible();
});

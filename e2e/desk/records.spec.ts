import { expectAccessible } from "../fixtures/a11y.ts";
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

test("a page of records that fails keeps the rows, and a search that was not finished goes on", async ({ windowOf }) => {
  const vera = await windowOf("vera", "/desktop/records", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const row = (number: number, words: string) => ({
    id: `int_${number}`, contact_name: `Customer ${number}`, contact_id: `con_${number}`, channel: "messenger", service: "Returns",
    state: "closed", line: `About ${words}, ${number}`, waited_ms: 1000, talk_ms: 1000, started_at: Date.now() - number * 60_000,
  });
  let fails = true;
  await vera.route("**/api/v1/records?*", async (route) => {
    const { searchParams } = new URL(route.request().url());
    const from = Number(searchParams.get("cursor") ?? 0);
    const words = searchParams.get("q") ?? "everything";
    const searched = words === "rare";
    if (from > 0 && fails) return route.fulfill({ status: 500, json: { error: { code: "internal", message: "The database is busy." } } });
    const items = Array.from({ length: searched ? 2 : 100 }, (_, at) => row(from + at, words));
    return route.fulfill({ json: { items, ...(from < 900 && { next_cursor: String(from + items.length) }), ...(searched && from === 0 && { searched_to: Date.now() - 86_400_000 }) } });
  });
  const status = vera.getByRole("main").getByRole("status");
  const search = vera.getByRole("searchbox", { name: "Words or name" });
  const rows = vera.getByRole("table").getByRole("link");
  await search.fill("zipper");
  await expect(vera.getByText("About zipper, 0")).toBeVisible();
  await expect(status).toHaveText("more than 100 records");
  const list = vera.getByRole("region", { name: "Records" });
  await list.evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await expect(vera.getByText("No more records could be loaded. The database is busy.")).toBeInViewport();
  await expect(rows.last()).toHaveText("Customer 99");
  fails = false;
  await vera.getByRole("button", { name: "Try again" }).click();
  await expect(status).toHaveText(/more than [2-9]00 records/);
  await expect(async () => {
    await list.evaluate((box) => box.scrollTo(0, box.scrollHeight));
    await expect(status).toHaveText("1000 records", { timeout: 200 });
  }).toPass();
  await list.evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await expect(rows.last()).toHaveText("Customer 999");
  await expect(rows.last()).toBeInViewport();
  expect(await rows.count()).toBeLessThan(100);
  expect(await vera.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);

  await search.fill("rare");
  await expect(status).toHaveText("2 records");
  await expect(vera.getByText(/^Searched back to/)).toBeVisible();
  await expectAccessible(vera, "records that were searched in part");
  await vera.getByRole("button", { name: "Continue" }).click();
  await expect(rows).toHaveCount(4);
});

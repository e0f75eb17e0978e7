import { type Company, alderPine } from "../fixtures/company.ts";
import type { Customer } from "../fixtures/customer.ts";
import type { Meta } from "../fixtures/meta.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A message whose time at Meta lies in the past. */
async function saidBefore(meta: Meta, customer: Customer, ms: number, text: string): Promise<void> {
  await meta.moveClock(-ms);
  await customer.says(text);
  await meta.moveClock(ms);
}

test("the window closes after 24 hours and opens again when the customer writes", async ({ house, deskOf }) => {
  const customer = await house.customer("Marta Olsen");
  await saidBefore(house.meta, customer, 25 * HOUR, "Hello from yesterday");
  const ana = await deskOf("ana");
  await ana.accept("Marta Olsen");

  await test.step("closed: said in the list, in the header and where one writes", async () => {
    await expect(ana.page.getByRole("main").getByText(/closed the reply window/)).toBeVisible();
    await expect(ana.composer).toBeHidden();
    await expect(ana.row("Marta Olsen")).toContainText("Window closed");
    await shoot(ana.page, "messenger-window");
  });

  await test.step("open again", async () => {
    await customer.says("Are you there?");
    await expect(ana.composer).toBeVisible();
    await ana.answer("Now I am");
    await customer.hasAnswers(["Now I am"]);
  });
});

test("before it closes, the agent and the supervisor are warned", async ({ house, deskOf }) => {
  const customer = await house.customer("Marta Olsen");
  await saidBefore(house.meta, customer, DAY - 20 * 60_000, "Almost a day ago");
  const vera = await deskOf("vera");
  const ana = await deskOf("ana");
  await ana.accept("Marta Olsen");
  await expect(ana.row("Marta Olsen")).toContainText("Window closes in 17 min");
  await expect(ana.page.getByRole("main").getByText(/^Free to answer for 17 min/)).toBeVisible();
  await expect(ana.page.getByText(/^Marta Olsen: the time to answer closes in 17 min/).first()).toBeVisible({ timeout: 25_000 });
  await expect(vera.page.getByText(/^Marta Olsen \(with Ana Torres\): the time to answer closes/).first()).toBeVisible({ timeout: 25_000 });
});

test("what expires next comes first when asked for", async ({ house, deskOf }) => {
  const [late, early] = [await house.customer("Lea Late"), await house.customer("Emil Early")];
  await saidBefore(house.meta, early, 2 * HOUR, "Two hours ago");
  const ana = await deskOf("ana");
  await ana.accept("Emil Early");
  await saidBefore(house.meta, late, 20 * HOUR, "Twenty hours ago");
  await ana.accept("Lea Late");
  await late.says("It is urgent");
  await saidBefore(house.meta, early, 0, "And I wrote again");
  const order = ana.list.getByRole("button", { name: /^Order of the list/ });
  await expect(order).toHaveText("longest wait first");
  await order.click();
  await expect(order).toHaveText("expires next");
  await ana.page.reload();
  await expect(order).toHaveText("expires next");
});

test.describe("with Meta's Human Agent permission", () => {
  const usual = alderPine();
  const permitted: Company = {
    ...usual,
    document: (pages) => {
      const document = structuredClone(usual.document(pages)) as { accounts: { settings: Record<string, string> }[] };
      for (const account of document.accounts) {
        account.settings["human_agent"] = "true";
      }
      return document;
    },
  };
  test.use({ companies: { all: [permitted] } });

  test("agents go on by hand for seven days, and no longer", async ({ house, deskOf }) => {
    const [marta, olga] = [await house.customer("Marta Olsen"), await house.customer("Olga Ivanova")];
    await saidBefore(house.meta, marta, 2 * DAY, "Two days ago");
    const ana = await deskOf("ana");
    await ana.accept("Marta Olsen");
    await expect(ana.page.getByRole("main").getByText(/^Free time is over; you may still answer by hand until/)).toBeVisible();
    await expect(ana.row("Marta Olsen")).toContainText("By hand");
    await ana.answer("Sorry for the wait");
    await marta.hasAnswers(["Sorry for the wait"]);

    await saidBefore(house.meta, olga, 8 * DAY, "Eight days ago");
    await ana.accept("Olga Ivanova");
    await expect(ana.page.getByRole("main").getByText(/closed the reply window/)).toBeVisible();
    await expect(ana.composer).toBeHidden();
  });

  test("a permission that Meta no longer grants is learned and said", async ({ house, deskOf }) => {
    const marta = await house.customer("Marta Olsen");
    await saidBefore(house.meta, marta, 2 * DAY, "Two days ago");
    await house.meta.ask("PATCH", `/apps/${house.page().appId}`, { human_agent: false });
    const ana = await deskOf("ana");
    await ana.accept("Marta Olsen");
    await ana.answer("Sorry for the wait");
    await expect(ana.page.getByRole("main").getByText(/does not have the platform's permission/)).toBeVisible();
    await expect(ana.composer).toBeHidden();
    expect(await marta.answers()).toEqual([]);
  });
});

import { alderPine } from "../fixtures/company.ts";
import type { Desk } from "../fixtures/desk.ts";
import type { House } from "../fixtures/house.ts";
import { expect, test } from "../fixtures/test.ts";

const MANY = 90;

test.use({ companies: { all: [alderPine({ ana: { max_chats: MANY } })] } });

const name = (number: number) => `Customer ${String(number).padStart(3, "0")}`;

/** Lets so many customers write, and the agent accept them all, the first one first. */
async function holdMany(house: House, desk: Desk): Promise<void> {
  const ana = await house.person("ana");
  for (let number = 1; number <= MANY; number += 1) {
    const customer = await house.customer(name(number));
    await customer.says(`This is message ${number}`);
    const offer = async () =>
      (await ana.get<{ offers: { id: string; state: string }[] }>("/desk")).offers.find((each) => each.state === "pending")?.id;
    await expect.poll(offer, { intervals: [20, 50] }).toBeDefined();
    await ana.post(`/offers/${await offer()}/accept`, {});
  }
  await expect(desk.list.getByRole("heading", { name: /^Your turn/ })).toContainText(String(MANY));
}

test("among many chats the right one opens, by hand and by keys, also beyond what is drawn", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  await holdMany(house, ana);
  const rows = ana.list.getByRole("link");

  await test.step("only what is in sight is drawn, but its place in the whole is told", async () => {
    expect(await rows.count()).toBeLessThan(MANY);
    await expect(ana.list.getByRole("listitem").first()).toHaveAttribute("aria-setsize", String(MANY));
    await expect(rows.first()).toContainText(name(1));
    await expect(ana.row(name(MANY))).toHaveCount(0);
  });

  await test.step("scrolled to its end, the last one is there and opens", async () => {
    await ana.list.evaluate((list) => list.scrollTo(0, list.scrollHeight));
    await expect(ana.row(name(MANY))).toBeInViewport();
    await ana.open(name(MANY));
    await expect(ana.message(`This is message ${MANY}`)).toBeVisible();
  });

  await test.step("keys go on from there, and the list goes with them", async () => {
    await ana.page.mouse.move(900, 400);
    await ana.page.keyboard.press("Alt+ArrowDown");
    await ana.isOpen(name(1));
    await expect(ana.row(name(1))).toBeInViewport();
    await ana.page.keyboard.press("Alt+ArrowUp");
    await ana.isOpen(name(MANY));
    await expect(ana.row(name(MANY))).toBeInViewport();
    await expect(ana.row(name(MANY))).toHaveAttribute("aria-current", "page");
    for (let number = MANY - 1; number > MANY - 30; number -= 1) {
      await ana.page.keyboard.press("Alt+ArrowUp");
      await ana.isOpen(name(number));
    }
    await expect(ana.row(name(MANY - 29))).toBeInViewport();
  });

  await test.step("an answer goes to the open one, which leaves the list where it stands", async () => {
    await expect(ana.message(`This is message ${MANY - 29}`)).toBeVisible();
    const before = await ana.list.evaluate((list) => list.scrollTop);
    await ana.answer("I am looking.");
    await expect(ana.list.getByRole("region", { name: /^Customer’s turn/ }).getByRole("link")).toContainText(name(MANY - 29));
    expect(Math.abs((await ana.list.evaluate((list) => list.scrollTop)) - before)).toBeLessThan(100);
  });

  await test.step("a chat opened by its address is in sight in the list", async () => {
    await ana.row(name(70)).click();
    await ana.isOpen(name(70));
    await ana.page.reload();
    await ana.isOpen(name(70));
    await expect(ana.row(name(70))).toBeInViewport();
  });
});

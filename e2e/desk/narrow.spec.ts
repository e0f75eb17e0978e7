import { expectAccessible } from "../fixtures/a11y.ts";
import { expect, test } from "../fixtures/test.ts";

test("on a phone of 360 px the whole work is possible in one column", async ({ house, deskOf }) => {
  const ana = await deskOf("ana", { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const { page } = ana;
  const fits = async (what: string) => {
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${what} is wider than the screen by`).toBe(0);
    await expectAccessible(page, `${what} at 360 px`);
  };
  const [samira, tomas] = [await house.customer("Samira Khoury"), await house.customer("Tomás Herrera")];
  await samira.says("My tent has a hole, and the bag that it came in was already open when the parcel arrived");
  await expect(ana.offer).toContainText("Samira Khoury");
  await fits("the list with an offer");
  await ana.accept("Samira Khoury");
  await fits("a chat");
  await ana.composer.fill("Could you send a picture?");
  await page.getByRole("button", { name: "Send", exact: true }).tap();
  await samira.hasAnswers(["Could you send a picture?"]);

  await tomas.says("The label does not print");
  await expect(ana.offer.filter({ visible: true })).toContainText("Tomás Herrera");
  await fits("a chat with an offer above it");
  await page.getByRole("button", { name: "Accept" }).filter({ visible: true }).tap();
  await ana.isOpen("Tomás Herrera");
  await page.getByRole("link", { name: "Back to the list" }).tap();
  await expect(ana.row("Samira Khoury")).toBeVisible();
  await fits("the list");
  await ana.row("Samira Khoury").tap();
  await page.getByRole("button", { name: "Customer" }).tap();
  await expect(page.getByRole("complementary", { name: "Customer" })).toBeVisible();
  await fits("the customer");
  await page.getByRole("complementary", { name: "Customer" }).getByRole("button", { name: "Close" }).tap();

  await ana.endChat();
  const work = page.getByRole("complementary", { name: "After-call work" });
  await work.getByRole("radio", { name: "Label sent" }).check();
  await fits("after-call work");
  await work.getByRole("button", { name: /^Finish/ }).tap();
  await expect(ana.row("Samira Khoury")).toHaveCount(0);
});

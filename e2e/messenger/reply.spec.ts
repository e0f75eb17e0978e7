import { Phone } from "../fixtures/phone.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("an agent quotes a message and reacts to it, and the customer sees both", async ({ house, deskOf, browser }) => {
  const atMeta = await browser.newContext();
  const phone = new Phone(await atMeta.newPage(), house.meta.url);
  const ana = await deskOf("ana");
  await phone.open();
  await phone.handTo("Samira Khoury");
  await phone.write("Is the blue tent in stock?");
  await ana.accept("Samira Khoury");
  await phone.write("And the green one?");
  const first = ana.log.locator(".voice-customer").getByRole("article").filter({ hasText: "Is the blue tent in stock?" });

  await test.step("R on a message quotes it; Esc lets go", async () => {
    await first.focus();
    await ana.page.keyboard.press("r");
    await expect(ana.page.getByText("Reply to Samira Khoury", { exact: true })).toBeVisible();
    await expect(ana.composer).toBeFocused();
    await ana.page.keyboard.press("Escape");
    await expect(ana.page.getByText("Reply to Samira Khoury", { exact: true })).toBeHidden();
  });

  await test.step("quoted by the button, sent, shown on the phone", async () => {
    await first.hover();
    await first.getByRole("button", { name: "Reply to this message" }).click();
    await ana.answer("Yes, twelve of them");
    await expect(ana.message("Yes, twelve of them").locator(".quote")).toContainText("Is the blue tent in stock?");
    await expect(phone.log.getByText("Yes, twelve of them")).toBeVisible();
    await expect(phone.log.getByText("Is the blue tent in stock?")).toHaveCount(2);
    await ana.answer("And five green ones");
    await expect(ana.message("And five green ones").locator(".quote")).toHaveCount(0);
  });

  await test.step("a reaction is put, changed and taken away", async () => {
    const react = async (choice: string) => {
      await first.hover();
      await first.getByRole("button", { name: "React", exact: true }).click();
      await ana.page.getByRole("button", { name: choice }).click();
    };
    await react("React with 👍");
    await expect(first.getByRole("img", { name: "You reacted with 👍" })).toBeVisible();
    await expect(phone.log.getByRole("img", { name: "The page’s reaction 👍" })).toBeVisible();
    await react("React with ❤️");
    await expect(phone.log.getByRole("img", { name: "The page’s reaction ❤️" })).toBeVisible();
    await shoot(ana.page, "messenger-reply");
    await react("Take the reaction away");
    await expect(phone.log.getByRole("img", { name: /The page’s reaction/ })).toHaveCount(0);
  });
  await atMeta.close();
});

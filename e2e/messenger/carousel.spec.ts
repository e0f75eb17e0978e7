import { Phone } from "../fixtures/phone.ts";
import { shoot, shootPart } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("an agent sends a carousel, the customer taps it, and the tap is shown", async ({ house, deskOf, browser }) => {
  const atMeta = await browser.newContext();
  const phone = new Phone(await atMeta.newPage(), house.meta.url);
  const ana = await deskOf("ana");
  const editor = ana.page.getByRole("dialog", { name: "Rich message for Samira Khoury" });
  const preview = editor.getByRole("region", { name: "Preview as Samira Khoury will see it" });

  await test.step("the customer asks", async () => {
    await phone.open();
    await phone.handTo("Samira Khoury");
    await phone.write("Which tents do you have?");
    await ana.accept("Samira Khoury");
  });

  await test.step("limits are said while typing, and what is missing when it is sent", async () => {
    await ana.page.getByRole("button", { name: "Rich message" }).click();
    await editor.getByRole("radio", { name: "Carousel" }).click();
    await editor.getByLabel("Title").fill("t".repeat(81));
    await expect(editor.getByText("81 characters; at most 80 fit.")).toBeVisible();
    await editor.getByLabel("Title").fill("Ridgeline 2");
    await expect(editor.getByText("81 characters; at most 80 fit.")).toBeHidden();
    await editor.getByRole("button", { name: "Send" }).click();
    await expect(editor.getByText(/^A card needs something beside its title/)).toBeVisible();
    await expect(editor.getByLabel("Line below")).toBeFocused();
  });

  await test.step("two cards with buttons, by the keyboard alone", async () => {
    const keyboard = ana.page.keyboard;
    await keyboard.type("Two persons, 329 €");
    await editor.getByRole("button", { name: "Add button" }).focus();
    await keyboard.press("Enter");
    await expect(editor.getByLabel("Label")).toBeFocused();
    await keyboard.type("Order it");
    await editor.getByRole("button", { name: "Add card" }).focus();
    await keyboard.press("Enter");
    const second = editor.getByRole("group", { name: "Card 2" });
    await expect(second.getByLabel("Title")).toBeFocused();
    await keyboard.type("Ridgeline 3");
    await second.getByLabel("Line below").fill("For you, {{contact.first_name}}: 389 €");
    await expect(preview.getByText("For you, Samira: 389 €")).toBeVisible();
    await second.getByRole("button", { name: "Add button" }).click();
    await second.getByLabel("Label").fill("Order it");
    await shoot(ana.page, "messenger-carousel-editor");
    await editor.getByLabel("Line below").first().focus();
    await keyboard.press("Enter");
    await expect(editor).toBeHidden();
  });

  await test.step("the phone draws it and the customer taps the second card", async () => {
    const cards = phone.log.getByRole("list", { name: "2 cards, side by side" }).getByRole("listitem").filter({ has: phone.page.getByText(/Ridgeline/) });
    await expect(cards).toHaveCount(2);
    await expect(cards.nth(1)).toContainText("For you, Samira: 389 €");
    await cards.nth(1).getByRole("button", { name: "Order it" }).click();
  });

  await test.step("the desk shows the carousel once, read, and the tap", async () => {
    await expect(ana.log.getByRole("list", { name: "2 cards, side by side" })).toHaveCount(1);
    const tap = ana.log.locator(".voice-customer").filter({ hasText: "Order it" });
    await expect(tap).toContainText(/tapped a button/i);
    await expect(ana.row("Samira Khoury")).toContainText("Order it");
    await shoot(ana.page, "messenger-carousel");
  });
  await atMeta.close();
});

test("answers to tap come back as what the customer says", async ({ house, deskOf, browser }) => {
  const atMeta = await browser.newContext();
  const phone = new Phone(await atMeta.newPage(), house.meta.url);
  const ana = await deskOf("ana");
  await phone.open();
  await phone.handTo("Samira Khoury");
  await phone.write("I would like a tent");
  await ana.accept("Samira Khoury");
  await ana.page.getByRole("button", { name: "Rich message" }).click();
  const editor = ana.page.getByRole("dialog", { name: "Rich message for Samira Khoury" });
  await editor.getByLabel("Text").fill("Which colour?");
  await editor.getByLabel("Label").fill("Green");
  await editor.getByRole("button", { name: "Add answer" }).click();
  await editor.getByLabel("Label").nth(1).fill("Blue");
  await editor.getByRole("button", { name: "Send" }).click();
  await expect(editor).toBeHidden();
  await shootPart(ana.message("Which colour?"), "messenger-quick-replies");
  await phone.log.getByRole("button", { name: "Blue" }).click();
  await expect(ana.log.locator(".voice-customer").filter({ hasText: "Blue" })).toContainText(/chose/i);
  await atMeta.close();
});

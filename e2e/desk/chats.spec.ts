import { picture } from "../fixtures/pictures.ts";
import { expect, test } from "../fixtures/test.ts";

test("two chats at once do not mix, and the list says whose turn it is", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const [samira, tomas] = [await house.customer("Samira Khoury"), await house.customer("Tomás Herrera")];
  await samira.says("My tent has a hole");
  await ana.accept("Samira Khoury");
  await tomas.says("The label does not print");
  await ana.accept("Tomás Herrera");
  await expect(ana.list.getByRole("region", { name: /^Your turn/ }).getByRole("link")).toHaveCount(2);

  await ana.answer("Which printer do you have?");
  await expect(ana.list.getByRole("region", { name: /^Customer’s turn/ }).getByRole("link")).toContainText("Tomás Herrera");
  await ana.composer.fill("Half a sentence for Tomás");
  await ana.open("Samira Khoury");
  await expect(ana.composer).toHaveValue("");
  await ana.answer("Could you send a picture?");
  await tomas.says("An old one");
  await expect(ana.row("Tomás Herrera")).toContainText("An old one");
  await expect(ana.row("Tomás Herrera")).toContainText("1");
  await ana.open("Tomás Herrera");
  await expect(ana.composer).toHaveValue("Half a sentence for Tomás");
  await expect(ana.message("Could you send a picture?")).toHaveCount(0);
  await samira.hasAnswers(["Could you send a picture?"]);
  await tomas.hasAnswers(["Which printer do you have?"]);
});

test("canned texts are found by their shortcut and filled in", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Hello");
  await ana.accept("Samira Khoury");
  await ana.composer.pressSequentially("/hel");
  const list = ana.page.getByRole("listbox", { name: "Canned texts for Returns" });
  await expect(list.getByRole("option")).toHaveCount(1);
  await ana.page.keyboard.press("Enter");
  await expect(ana.composer).toHaveValue("Hello Samira, this is Ana. How can I help?");
  await ana.page.keyboard.press("Enter");
  await samira.hasAnswers(["Hello Samira, this is Ana. How can I help?"]);
});

test("a picture and a file go out, each as itself, and text stays in order with them", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("How do I fold it?");
  await ana.accept("Samira Khoury");
  await ana.page.locator('input[type="file"]').setInputFiles([
    { name: "folding.png", mimeType: "image/png", buffer: await picture("stove") },
    { name: "manual.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") },
  ]);
  await expect(ana.page.getByRole("list", { name: "Files of this message" }).getByRole("listitem")).toHaveCount(2);
  await ana.composer.fill("Like in this picture:");
  await ana.composer.press("Enter");
  await expect
    .poll(async () => (await samira.messages()).filter((message) => message.by_page).map(({ text, attachments }) => text ?? attachments[0]?.name))
    .toHaveLength(3);
  await ana.stands("Like in this picture:", "Read");
});

test("pictures, stickers, voice and files of the customer can be looked at", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Look:");
  await ana.accept("Samira Khoury");
  await samira.sends("torn.png", "image/png", new Uint8Array(await picture("torn-parcel")));
  const shown = ana.log.getByRole("img", { name: "torn.png" });
  await expect(shown).toBeVisible();
  await ana.page.getByRole("button", { name: "Show torn.png large" }).click();
  await expect(ana.page.getByRole("dialog", { name: "torn.png" }).getByRole("img")).toBeVisible();
  await ana.page.keyboard.press("Escape");
  await samira.sendsSticker("heart");
  await expect(ana.log.locator("img.sticker")).toBeVisible();
  await samira.sends("invoice.pdf", "application/pdf", new TextEncoder().encode("%PDF-1.4\n%%EOF\n"));
  await expect(ana.log.getByRole("link", { name: /invoice\.pdf/ })).toBeVisible();
});

test("a reply typed in the page's inbox appears as such", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Are you open on Sunday?");
  await ana.accept("Samira Khoury");
  await house.meta.post(`/chats/${samira.psid}/inbox-replies`, { text: "Yes, until 6." });
  await expect(ana.group("Yes, until 6.").getByText("Sent from the page inbox")).toBeVisible();
});

test("a note stays inside the house", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Is this in stock?");
  await ana.accept("Samira Khoury");
  await ana.page.getByRole("radio", { name: "Note" }).click();
  await ana.answer("Ask the warehouse about size L");
  await expect(ana.group("Ask the warehouse").getByText(/^Note/)).toBeVisible();
  await ana.page.getByRole("radio", { name: "Reply" }).click();
  await ana.answer("One moment, I am asking.");
  await samira.hasAnswers(["One moment, I am asking."]);
});

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
  // In the middle of a text as well: the chosen one stands where the slash stood.
  await ana.composer.fill("One moment, please. See you soon!");
  for (let step = 0; step < "See you soon!".length; step += 1) {
    await ana.composer.press("ArrowLeft");
  }
  await ana.composer.pressSequentially("/lab");
  await expect(ana.page.getByRole("option")).toHaveCount(1);
  await ana.composer.press("Enter");
  await expect(ana.composer).toHaveValue("One moment, please. I have sent a return label to your e-mail address.See you soon!");
  await ana.composer.fill("");
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

test("what is sent while its file is on its way waits for it, also when the agent goes on", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const [samira, tomas] = [await house.customer("Samira Khoury"), await house.customer("Tomás Herrera")];
  await samira.says("How do I fold it?");
  await ana.accept("Samira Khoury");
  await tomas.says("The label does not print");
  await ana.accept("Tomás Herrera");
  await ana.open("Samira Khoury");
  let arrive = () => {};
  const held = new Promise<void>((done) => (arrive = done));
  await ana.page.route("**/api/v1/attachments", async (route) => {
    await held;
    await route.continue();
  });
  await ana.page.locator('input[type="file"]').setInputFiles({ name: "folding.png", mimeType: "image/png", buffer: await picture("stove") });
  await ana.answer("Like in this picture:");
  await expect(ana.message("Like in this picture:")).toContainText("Uploading…");
  await ana.answer("Then press the corners");
  await ana.open("Tomás Herrera");
  await ana.answer("Which printer do you have?");
  await tomas.hasAnswers(["Which printer do you have?"]);
  expect(await samira.answers()).toEqual([]);
  arrive();
  await samira.hasAnswers(["Like in this picture:", null, "Then press the corners"]);
  await ana.open("Samira Khoury");
  await ana.stands("Then press the corners", "Read");
});

test("a file that could not be uploaded keeps its message, which goes out whole when tried again", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("How do I fold it?");
  await ana.accept("Samira Khoury");
  let tries = 0;
  let refuse = () => {};
  const held = new Promise<void>((done) => (refuse = done));
  await ana.page.route("**/api/v1/attachments", async (route) => {
    tries += 1;
    if (tries > 1) return route.continue();
    await held;
    await route.abort();
  });
  await ana.page.locator('input[type="file"]').setInputFiles({ name: "folding.png", mimeType: "image/png", buffer: await picture("stove") });
  await ana.answer("Like in this picture:");
  refuse();
  await expect(ana.group("Like in this picture:")).toContainText("folding.png: The server did not answer");
  await ana.group("Like in this picture:").getByRole("button", { name: "Try again" }).click();
  await samira.hasAnswers(["Like in this picture:", null]);
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

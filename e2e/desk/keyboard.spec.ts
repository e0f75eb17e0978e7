import { expect, test } from "../fixtures/test.ts";

test("a whole day by keyboard alone", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const { page } = ana;
  const press = (keys: string) => page.keyboard.press(keys);

  await test.step("Alt S opens the state menu, arrows and Enter choose", async () => {
    await press("Alt+s");
    await press("ArrowDown");
    await press("Enter");
    await ana.hasState(/Your state: Lunch/);
    await press("Alt+s");
    await press("Home");
    await press("Enter");
    await ana.hasState(/Your state: Ready/);
  });

  const [samira, tomas] = [await house.customer("Samira Khoury"), await house.customer("Tomás Herrera")];
  await test.step("Alt A accepts, and the composer has the focus", async () => {
    await samira.says("My tent has a hole");
    await expect(ana.offer).toContainText("Samira Khoury");
    await press("Alt+a");
    await ana.isOpen("Samira Khoury");
    await expect(ana.composer).toBeFocused();
  });

  await test.step("Shift Enter makes a line, Enter sends", async () => {
    await page.keyboard.type("Hello Samira,");
    await press("Shift+Enter");
    await page.keyboard.type("how large is it?");
    await press("Enter");
    await samira.hasAnswers(["Hello Samira,\nhow large is it?"]);
  });

  await test.step("a second chat rings while writing and takes no focus; Alt A accepts it from the composer", async () => {
    await page.keyboard.type("Half a sen");
    await tomas.says("The label does not print");
    await expect(ana.offer).toContainText("Tomás Herrera");
    await page.keyboard.type("tence");
    await expect(ana.composer).toHaveValue("Half a sentence");
    await press("Alt+a");
    await ana.isOpen("Tomás Herrera");
    await expect(ana.composer).toBeFocused();
  });

  await test.step("/ chooses a canned text by arrows", async () => {
    await page.keyboard.type("/");
    await press("ArrowDown");
    await press("Enter");
    await expect(ana.composer).toHaveValue("I have sent a return label to your e-mail address.");
    await press("Enter");
    await tomas.hasAnswers(["I have sent a return label to your e-mail address."]);
  });

  await test.step("Alt ↓, Alt 1, Alt N go from chat to chat", async () => {
    await press("Alt+ArrowDown");
    await ana.isOpen("Samira Khoury");
    await expect(ana.composer).toBeFocused();
    await expect(ana.composer).toHaveValue("Half a sentence");
    await press("Alt+ArrowUp");
    await ana.isOpen("Tomás Herrera");
    await expect(ana.composer).toBeFocused();
    await samira.says("About ten centimetres");
    await expect(ana.row("Samira Khoury")).toContainText("About ten centimetres");
    await press("Alt+n");
    await ana.isOpen("Samira Khoury");
    await expect(ana.composer).toBeFocused();
  });

  await test.step("arrows move through the transcript, Esc leads back to the composer", async () => {
    await press("Control+a");
    await press("Delete");
    await press("ArrowUp");
    await expect(ana.message("how large is it?")).toBeFocused();
    await press("ArrowUp");
    await expect(ana.message("My tent has a hole")).toBeFocused();
    await press("Escape");
    await expect(ana.composer).toBeFocused();
  });

  await test.step("Alt T transfers; the dialog can be left by Esc", async () => {
    await press("Alt+t");
    await expect(page.getByRole("dialog", { name: /^Transfer the chat with Samira Khoury/ })).toBeVisible();
    await press("Escape");
    await expect(page.getByRole("dialog")).toBeHidden();
  });

  await test.step("Alt E ends, a figure chooses the disposition, Ctrl Enter finishes", async () => {
    await ana.answer("A new one is on its way.");
    await ana.stands("A new one is on its way.", "Read");
    await press("Alt+e");
    const work = page.getByRole("complementary", { name: "After-call work" });
    await expect(work).toBeVisible();
    await press("2");
    await expect(work.getByRole("radio", { name: "Refunded" })).toBeChecked();
    await press("Control+Enter");
    await expect(ana.row("Samira Khoury")).toHaveCount(0);
  });

  await test.step("Ctrl K goes anywhere, ? shows the keys", async () => {
    await press("Control+k");
    await page.keyboard.type("records");
    await press("Enter");
    await expect(page).toHaveURL(/\/desktop\/records/);
    await page.getByRole("heading", { level: 1 }).click();
    await press("Shift+Slash");
    await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    await press("Escape");
  });

  await test.step("Alt R rejects", async () => {
    await page.goBack();
    const liam = await house.customer("Liam Byrne");
    await liam.says("Good morning");
    await expect(ana.offer).toContainText("Liam Byrne");
    await press("Alt+r");
    await expect(ana.offer).toBeHidden();
  });
});

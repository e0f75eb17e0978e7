import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

/** The page's inbox in Meta Business Suite. */
const INBOX = "263902037430900";

test("a chat that the page's inbox took is seen, taken over and handed back", async ({ house, deskOf }) => {
  const customer = await house.customer("Marta Olsen");
  await customer.says("Hello");
  const ana = await deskOf("ana");
  await ana.accept("Marta Olsen");
  const main = ana.page.getByRole("main");
  const give = (app: string) => house.meta.ask("PUT", `/chats/${customer.psid}/owner`, { app_id: app });

  await test.step("the inbox takes it: what is written is seen and cannot be answered", async () => {
    await give(house.page().appId);
    await give(INBOX);
    await expect(main.getByText(/^This conversation is with the page’s inbox since/)).toBeVisible();
    await expect(ana.composer).toBeHidden();
    await expect(ana.row("Marta Olsen")).toContainText("With the page’s inbox");
    await customer.says("Who answers me?");
    await expect(ana.message("Who answers me?")).toBeVisible();
    await expect(ana.composer).toBeHidden();
  });

  await test.step("Meta does not allow taking it: said in words", async () => {
    await main.getByRole("button", { name: "Take over" }).click();
    await expect(main.getByText(/does not let Parlance take this conversation/)).toBeVisible();
  });

  await test.step("allowed, it is taken over and answered", async () => {
    await house.meta.ask("PATCH", `/apps/${house.page().appId}`, { take_control: true });
    await main.getByRole("button", { name: "Take over" }).click();
    await expect(ana.composer).toBeVisible();
    await expect(ana.log.getByText("took the conversation over")).toBeVisible();
    await ana.answer("I do");
    await customer.hasAnswers(["I do"]);
  });

  const menu = main.getByRole("button", { name: "More about this conversation" });

  await test.step("and handed back, from the menu of the conversation", async () => {
    await menu.click();
    await expect(ana.page.getByRole("menuitem", { name: /^Take over/ })).toHaveAttribute("aria-disabled", "true");
    await shoot(ana.page, "messenger-control");
    await ana.page.getByRole("menuitem", { name: /^Hand back/ }).click();
    await expect(main.getByText(/^This conversation is with the page’s inbox since/)).toBeVisible();
    await expect(ana.log.getByText("handed the conversation back")).toBeVisible();
  });

  await test.step("by the keyboard alone: taken over, handed back, asked for", async () => {
    await ana.page.keyboard.press("Alt+o");
    await expect(ana.composer).toBeVisible();
    await ana.page.keyboard.press("Alt+h");
    await expect(ana.composer).toBeHidden();
    await ana.page.keyboard.press("Alt+q");
    await expect(ana.log.getByText("asked for the conversation")).toBeVisible();
    await ana.page.keyboard.press("Control+k");
    await ana.page.keyboard.type("Take over");
    await ana.page.keyboard.press("Enter");
    await expect(ana.composer).toBeVisible();
  });
});

test("a send that another app's control refuses closes the composer with its holder", async ({ house, deskOf }) => {
  const customer = await house.customer("Marta Olsen");
  await customer.says("Hello");
  const ana = await deskOf("ana");
  await ana.accept("Marta Olsen");
  // Taken while it was idle: nobody is told.
  await house.meta.ask("PUT", `/chats/${customer.psid}/owner`, { app_id: "742000000000999" });
  await ana.answer("Good morning");
  await expect(ana.page.getByRole("main").getByText(/^This conversation is with another app since/)).toBeVisible();
  await expect(ana.message("Good morning")).toHaveClass(/msg-failed/);
});

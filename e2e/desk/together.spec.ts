import { expectAccessible } from "../fixtures/a11y.ts";
import { Desk } from "../fixtures/desk.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

/** Asks a colleague about the open chat. */
async function ask(desk: Desk, name: string, what: "For advice" | "To join the conversation", text: string): Promise<void> {
  await desk.page.keyboard.press("Alt+KeyC");
  const dialog = desk.page.getByRole("dialog");
  await dialog.getByRole("radio", { name: what }).check();
  await dialog.getByRole("radio", { name: new RegExp(`^${name}`) }).check();
  await dialog.getByLabel("What you ask").fill(text);
  await expectAccessible(desk.page, "asking a colleague");
  await dialog.getByRole("button", { name: `Ask ${name}` }).click();
  await expect(dialog).toBeHidden();
}

test("a colleague advises beside the customer, joins, and gets the chat", async ({ house, deskOf }) => {
  test.slow();
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Which stove burns wood?");
  await ana.accept("Samira Khoury");
  const jonas = await deskOf("jonas");
  const main = jonas.page.getByRole("main");

  await ask(ana, "Jonas Weber", "For advice", "Is it the T2?");
  await jonas.open("Samira Khoury");
  await expect(main.getByRole("group", { name: "Ana Torres asks for your advice." })).toContainText("Is it the T2?");
  await expect(jonas.message("Which stove burns wood?")).toBeVisible();
  await expectAccessible(jonas.page, "being asked");
  await main.getByRole("button", { name: "Join", exact: true }).click();
  await expect(main.getByText("You advise Ana Torres")).toBeVisible();
  await expect(main.getByRole("radio", { name: "Reply" })).toHaveCount(0);
  await jonas.answer("It is the T3");
  await expect(ana.message("It is the T3")).toBeVisible();
  await expect(ana.page.getByText("Jonas Weber has this conversation open")).toBeVisible();
  await shoot(jonas.page, "desk-advice");
  await main.getByRole("button", { name: "Leave" }).click();
  await expect(jonas.row("Samira Khoury")).toHaveCount(0);
  await ana.answer("The T3 does.");
  await samira.hasAnswers(["The T3 does."]);

  await ask(ana, "Jonas Weber", "To join the conversation", "Please help her");
  await jonas.open("Samira Khoury");
  await main.getByRole("button", { name: "Join", exact: true }).click();
  await expect(main.getByText("You write to the customer together with Ana Torres.")).toBeVisible();

  // Both write at once: who comes second is asked.
  await ana.composer.fill("It weighs 800 g");
  await jonas.answer("Hello, Jonas here.");
  await expect(ana.message("Hello, Jonas here.")).toBeVisible();
  await ana.composer.press("Enter");
  const meanwhile = ana.page.getByRole("dialog");
  await expect(meanwhile).toContainText("Jonas Weber has answered meanwhile");
  await meanwhile.getByRole("button", { name: "Send mine too" }).click();
  await samira.hasAnswers(["The T3 does.", "Hello, Jonas here.", "It weighs 800 g"]);
  await shoot(ana.page, "desk-together");
  for (const colorScheme of ["light", "dark"] as const) {
    await ana.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(ana.page, `together, ${colorScheme}`);
  }

  await ana.page.getByRole("main").getByRole("button", { name: /^Jonas Weber/ }).click();
  await ana.page.getByRole("menuitem", { name: "Give the conversation to Jonas Weber" }).click();
  await expect(ana.row("Samira Khoury")).toHaveCount(0);
  await expect(main.getByText("gave the conversation to")).toBeVisible();
  await jonas.endChat();
});

test("a supervisor is called, reads along, advises", async ({ house, deskOf, windowOf }) => {
  const vera = new Desk(await windowOf("vera", "/desktop/waiting"));
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("I want my money back!");
  await ana.accept("Samira Khoury");
  await ana.page.keyboard.press("Alt+KeyF");
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByLabel("What it is about").fill("She is angry");
  await dialog.getByRole("button", { name: "Call" }).click();
  await expect(dialog).toBeHidden();
  await expect(ana.page.getByRole("main").getByText("Ana Torres called a supervisor").first()).toBeVisible();

  const wanted = vera.page.getByRole("region", { name: "Help wanted" });
  await expect(wanted).toContainText("She is angry");
  await expectAccessible(vera.page, "help wanted");
  await wanted.getByRole("link", { name: "Open the conversation with Samira Khoury" }).click();
  await vera.isOpen("Samira Khoury");
  const main = vera.page.getByRole("main");
  await main.getByRole("button", { name: "Read along" }).click();
  await expect(main.getByText("You read along; nobody is told.")).toBeVisible();
  await expect(ana.page.getByText("Vera", { exact: false })).toHaveCount(0);
  await vera.answer("Offer her a refund");
  await expect(ana.message("Offer her a refund")).toBeVisible();
  await expect(ana.page.getByRole("button", { name: "No longer needed" })).toHaveCount(0);
});

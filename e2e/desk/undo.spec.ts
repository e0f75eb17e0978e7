import { alderPine } from "../fixtures/company.ts";
import { expect, test } from "../fixtures/test.ts";

const NAME = "Samira Khoury";

test.describe("with a moment to take messages back", () => {
  test.use({ companies: { all: [alderPine({ settings: { undo_send: "8s" } })] } });

  test("a message is taken back before it goes out, also after a reload, and written anew", async ({ house, deskOf }) => {
    const ana = await deskOf("ana");
    const samira = await house.customer(NAME);
    await samira.says("When do you open?");
    await ana.accept(NAME);

    await test.step("Esc takes back what was just sent", async () => {
      await ana.answer("Dear John,");
      await expect(ana.group("Dear John,")).toContainText(/Goes out in \d s/);
      await ana.composer.press("Escape");
      await expect(ana.message("Dear John,")).toHaveCount(0);
      await expect(ana.composer).toHaveValue("Dear John,");
    });

    await test.step("the button does it too, after a reload", async () => {
      await ana.composer.fill("Dear Samira, at tne.");
      await ana.composer.press("Enter");
      await expect(ana.group("at tne")).toContainText(/Goes out in \d s/);
      await ana.page.reload();
      await ana.isOpen(NAME);
      await ana.group("at tne").getByRole("button", { name: "Undo" }).click();
      await expect(ana.composer).toHaveValue("Dear Samira, at tne.");
      await expect(ana.row(NAME)).toContainText("When do you open?");
    });

    await test.step("what is left alone goes out, once, and nothing that was taken back", async () => {
      await ana.composer.fill("Dear Samira, at ten.");
      await ana.composer.press("Enter");
      await samira.hasAnswers(["Dear Samira, at ten."]);
      await expect(ana.group("Dear Samira, at ten.")).toContainText(/Sent|Delivered|Read/);
      await expect(ana.group("Dear Samira, at ten.").getByRole("button", { name: "Undo" })).toBeHidden();
    });
  });
});

test("what was begun in one browser goes on in another, and is gone when it is sent", async ({ house, deskOf, windowOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer(NAME);
  await samira.says("When do you open?");
  await ana.accept(NAME);
  const kept = ana.page.waitForResponse((answer) => answer.url().endsWith("/draft") && answer.request().method() === "PUT");
  await ana.composer.pressSequentially("We open at ");
  await kept;

  const address = new URL(ana.page.url()).pathname;
  const other = await windowOf("ana", address);
  const field = other.getByRole("main").getByRole("combobox", { name: /^Reply to/ }).or(other.getByRole("main").getByRole("textbox", { name: /^Reply to/ }));
  await expect(field).toHaveValue("We open at ");
  await field.press("End");
  await field.pressSequentially("ten.");
  await field.press("Enter");
  await samira.hasAnswers(["We open at ten."]);

  await ana.page.reload();
  await expect(ana.message("We open at ten.")).toBeVisible();
  await expect(ana.composer).toHaveValue("");
});

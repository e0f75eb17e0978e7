import { expectAccessible } from "../fixtures/a11y.ts";
import { expect, test } from "../fixtures/test.ts";

test("an agent writes again after the end, in a new conversation that the customer answers", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Has my parcel left?");
  await ana.accept("Samira Khoury");
  await ana.answer("I will ask and come back to you.");
  await ana.finish("Label sent");
  await expect(ana.row("Samira Khoury")).toHaveCount(0);

  await ana.page.getByRole("navigation", { name: "Sections" }).getByRole("link", { name: "Records" }).click();
  await ana.page.getByRole("table").getByRole("link", { name: /Samira Khoury/ }).click();
  const again = ana.page.getByRole("main").getByRole("button", { name: "Write again" });
  await expectAccessible(ana.page, "a record that can be answered");
  await again.click();
  await ana.isOpen("Samira Khoury");
  await expect(ana.log.getByText("writes again after")).toBeVisible();
  await ana.answer("It has left today.");
  await samira.hasAnswers(["I will ask and come back to you.", "It has left today."]);
  await samira.says("Thank you!");
  await expect(ana.message("Thank you!")).toBeVisible();
  await expect(ana.row("Samira Khoury")).toHaveCount(1);
});

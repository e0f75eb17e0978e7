import { expect, test } from "../fixtures/test.ts";

test("a chat is handed to a colleague, with a word that the customer does not see", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const jonas = await deskOf("jonas");
  const samira = await house.customer("Samira Khoury");
  await samira.says("The stove arrived broken");
  await ana.accept("Samira Khoury");
  await ana.answer("A colleague who knows stoves will help you.");
  await ana.transferTo("Jonas Weber", "She needs it before Saturday");
  await expect(ana.row("Samira Khoury")).toHaveCount(0);

  await jonas.accept("Samira Khoury");
  await expect(jonas.message("The stove arrived broken")).toBeVisible();
  await expect(jonas.log.getByText("She needs it before Saturday")).toBeVisible();
  await jonas.answer("Hello, this is Jonas.");
  await samira.hasAnswers(["A colleague who knows stoves will help you.", "Hello, this is Jonas."]);
});

test("a chat is handed to a service, whose agents are offered it", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const lena = await deskOf("lena");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Can I change my order?");
  await ana.accept("Samira Khoury");
  await ana.choose("Meeting");
  await ana.transferTo("Orders");
  await lena.accept("Samira Khoury");
  await expect(lena.page.getByRole("main").getByText("Orders").first()).toBeVisible();
  await lena.answer("Of course you can.");
  await samira.hasAnswers(["Of course you can."]);
  await expect(ana.list.getByText("No conversations")).toBeVisible();
});

import { alderPine } from "../fixtures/company.ts";
import { expect, test } from "../fixtures/test.ts";

// Signs of reading and typing go to the same address as answers: without them a fault strikes the answer alone.
test.use({ companies: { all: [alderPine({ settings: { send_typing: false, send_seen: false } })] } });

test("a message that was not sent says why, and goes out at another try", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Do you have it in blue?");
  await ana.accept("Samira Khoury");
  await house.meta.fault({ kind: "error", code: 551, subcode: 1545041, path: "messages" });
  await ana.answer("Yes, in two blues.");
  const failed = ana.group("Yes, in two blues.");
  await expect(failed.getByText("Not sent.")).toBeVisible();
  await expect(failed).toContainText("The customer cannot receive messages from the page now.");
  await expect(ana.row("Samira Khoury")).toContainText("1 message not sent");
  await failed.getByText("What the platform said").click();
  await expect(failed).toContainText("551");

  await house.meta.endFaults();
  await failed.getByRole("button", { name: "Try again" }).click();
  await ana.stands("Yes, in two blues.", "Read");
  await samira.hasAnswers(["Yes, in two blues."]);
  await expect(ana.row("Samira Khoury")).not.toContainText("not sent");
});

test("an answer lost on the way is settled by its echo and not sent twice", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Do you have it in blue?");
  await ana.accept("Samira Khoury");
  await house.meta.fault({ kind: "cut_after_accept", path: "messages", count: 1 });
  await ana.answer("Yes, in two blues.");
  await ana.stands("Yes, in two blues.", "Read");
  await samira.hasAnswers(["Yes, in two blues."]);
});

test("an answer after the platform's reply window says so and is not tried again", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Do you have it in blue?");
  await ana.accept("Samira Khoury");
  await house.meta.fault({ kind: "error", code: 10, subcode: 2018278, path: "messages", count: 1 });
  await ana.answer("Yes, in two blues.");
  await expect(ana.group("Yes, in two blues.")).toContainText("The free time to answer is over");
  await expect(ana.group("Yes, in two blues.").getByRole("button", { name: "Try again" })).toBeHidden();
  await ana.group("Yes, in two blues.").getByRole("button", { name: "Delete" }).click();
  await expect(ana.message("Yes, in two blues.")).toHaveCount(0);
  await samira.hasAnswers([]);
});

import { expectAccessible } from "../fixtures/a11y.ts";
import { expect, test } from "../fixtures/test.ts";

const NAME = "Samira Khoury";

/** The browser's field for date and time has minutes; the next one that is wholly to come. */
const soon = (ms: number) => {
  const date = new Date(Date.now() + ms);
  const two = (number: number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

test("a message is planned, refused after the window, changed and given up; a reminder is listed and answered", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer(NAME);
  await samira.says("When will my parcel come?");
  await ana.accept(NAME);
  const dialog = ana.page.getByRole("dialog");
  const strip = ana.page.getByRole("main").getByRole("list", { name: "Planned" });

  await test.step("what was written is sent later, not after the time to answer", async () => {
    await ana.composer.fill("It leaves us tomorrow.");
    await ana.page.keyboard.press("Alt+KeyL");
    await expect(dialog.getByLabel("Message")).toHaveValue("It leaves us tomorrow.");
    await dialog.getByLabel("When").fill(soon(30 * 3_600_000));
    await dialog.getByRole("button", { name: "Send later" }).click();
    await expect(dialog).toContainText(/can be answered until .* only/);
    await expectAccessible(ana.page, "planning a message");
    await dialog.getByRole("button", { name: "In 30 minutes" }).click();
    await dialog.getByRole("button", { name: "Send later" }).click();
    await expect(dialog).toBeHidden();
    await expect(strip).toContainText("It leaves us tomorrow.");
    await expect(ana.composer).toHaveValue("");
  });

  await test.step("it is changed, also after a reload, and given up", async () => {
    await ana.page.reload();
    await strip.getByRole("button", { name: "Change" }).click();
    await dialog.getByLabel("Message").fill("It leaves us today.");
    await dialog.getByRole("button", { name: "Send later" }).click();
    await expect(strip).toContainText("It leaves us today.");
    await strip.getByRole("button", { name: "Give up" }).click();
    await expect(strip).toBeHidden();
  });

  await test.step("a reminder stands here and on the start page, until it is answered", async () => {
    await ana.page.getByRole("button", { name: "For later: a message or a reminder" }).click();
    await ana.page.getByRole("menuitem", { name: /^Remind me/ }).click();
    await dialog.getByLabel("What about").fill("Ask the warehouse");
    await dialog.getByRole("button", { name: "Remind me" }).click();
    await expect(strip).toContainText("Ask the warehouse");
    await ana.page.goto(`${house.url}/desktop`);
    const mine = ana.page.getByRole("region", { name: "What you have planned" });
    await expect(mine).toContainText(NAME);
    await expectAccessible(ana.page, "what is planned");
    await mine.getByRole("button", { name: "Done" }).click();
    await expect(mine).toBeHidden();
  });
});

test("a planned message goes out at its moment, and a reminder rings", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer(NAME);
  await samira.says("When will my parcel come?");
  await ana.accept(NAME);
  const person = await house.person("ana");
  const { interactions, server_time } = await person.get<{ interactions: { id: string }[]; server_time: number }>("/desk");
  const path = `/interactions/${interactions[0]?.id}/planned`;
  await person.post(path, { kind: "reminder", text: "Ask the warehouse", due_at: server_time + 3_000 });
  await person.post(path, { kind: "message", text: "It has left us.", due_at: server_time + 3_000 });
  await expect(ana.page.getByRole("main").getByRole("list", { name: "Planned" })).toContainText("It has left us.");
  await samira.hasAnswers(["It has left us."]);
  await expect(ana.message("It has left us.")).toBeVisible();
  await expect(ana.page.getByText(`You wanted to be reminded about ${NAME}. Ask the warehouse`)).toBeVisible();
  await expect(ana.page.getByRole("main").getByRole("list", { name: "Planned" })).toContainText("Now, since");
});

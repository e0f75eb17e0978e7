import type { Customer } from "../fixtures/customer.ts";
import type { Meta, PageAtMeta } from "../fixtures/meta.ts";
import { Phone } from "../fixtures/phone.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

const HOUR = 3_600_000;

/** The page asks whether it may notify the customer, who agrees; returns when the app was told. */
async function agreed(meta: Meta, page: PageAtMeta, customer: Customer, title: string): Promise<void> {
  const payload = { template_type: "notification_messages", title, payload: title, notification_messages_cta_text: "GET_UPDATES" };
  const answer = await fetch(`${meta.url}/v26.0/${page.pageId}/messages`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${page.token}` },
    body: JSON.stringify({ recipient: { id: customer.psid }, message: { attachment: { type: "template", payload } } }),
  });
  const { message_id } = (await answer.json()) as { message_id: string };
  await meta.post(`/chats/${customer.psid}/notifications`, { mid: message_id });
}

test("the window is closed: the agent notifies by permission, the customer answers, and it is open again", async ({ house, deskOf }) => {
  const customer = await house.customer("Marta Olsen");
  await test.step("yesterday the customer wrote and agreed to be notified", async () => {
    await house.meta.moveClock(-25 * HOUR);
    await customer.says("Tell me when the kettles are back");
    await agreed(house.meta, house.page(), customer, "Kettles");
    await house.meta.moveClock(25 * HOUR);
  });
  const ana = await deskOf("ana");
  await ana.accept("Marta Olsen");
  const ways = ana.page.getByRole("region", { name: "What can still be sent" });
  const notify = ways.getByRole("button", { name: "Notify about Kettles" });

  await test.step("instead of a dead end: what is possible", async () => {
    await expect(ana.page.getByRole("main").getByText(/closed the reply window/)).toBeVisible();
    await expect(ana.composer).toBeHidden();
    await expect(notify).toBeEnabled();
    await shoot(ana.page, "messenger-ways-out");
  });

  await test.step("one message goes out, by the keyboard alone", async () => {
    await notify.focus();
    await ana.page.keyboard.press("Enter");
    const dialog = ana.page.getByRole("dialog", { name: "Notify Marta Olsen about Kettles" });
    await expect(dialog.getByLabel("Message")).toBeFocused();
    await ana.page.keyboard.type("The kettles are back");
    await dialog.getByRole("button", { name: "Send" }).press("Enter");
    await expect(dialog).toBeHidden();
    await expect.poll(async () => (await customer.answers()).at(-1)).toBe("The kettles are back");
    await expect(ana.log.getByText(/notified the customer about Kettles/)).toBeVisible();
  });

  await test.step("its turn is used, and the reason is said", async () => {
    await expect(notify).toHaveAttribute("aria-disabled", "true");
    await expect(ways.getByText(/^Used lately; again from/)).toBeVisible();
  });

  await test.step("the customer answers and one may write freely", async () => {
    await customer.says("Great, I take two");
    await expect(ana.composer).toBeVisible();
    await expect(ways).toBeHidden();
    await ana.answer("They are yours");
    await expect.poll(async () => (await customer.answers()).at(-1)).toBe("They are yours");
  });
});

test("an agent asks to notify, the customer taps and stops it again, and the desk follows", async ({ house, deskOf, browser }) => {
  const atMeta = await browser.newContext();
  const phone = new Phone(await atMeta.newPage(), house.meta.url);
  const ana = await deskOf("ana");
  await phone.open();
  await phone.handTo("Samira Khoury");
  await phone.write("Which tents do you have?");
  await ana.accept("Samira Khoury");
  const editor = ana.page.getByRole("dialog", { name: "Rich message for Samira Khoury" });
  await ana.page.getByRole("button", { name: "Rich message" }).click();
  await editor.getByRole("radio", { name: "Ask to notify" }).click();
  await editor.getByLabel("Topic").fill("New tents");
  await editor.getByRole("button", { name: "Send" }).click();
  await expect(editor).toBeHidden();

  await phone.log.getByRole("button", { name: "Get updates" }).click();
  await expect(ana.log.getByText(/May be notified about New tents/)).toBeVisible();
  const stop = phone.page.getByRole("checkbox", { name: "New tents" });
  await expect(stop).toBeChecked();
  await shoot(phone.page, "messenger-ask-to-notify");
  // It shows what the platform keeps, a moment later.
  await stop.click();
  await expect(stop).not.toBeChecked();
  await expect(ana.log.getByText(/No longer wants to be notified about New tents/)).toBeVisible();
  await atMeta.close();
});

import { expect, test } from "../fixtures/test.ts";

test("an ad, a reaction, an edit, a message taken back and forms are shown as what they are", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");

  await test.step("an ad shows its title and picture in the chat and at the customer", async () => {
    await samira.comesByAd("Autumn stoves", "autumn_stoves", "Is this still available?");
    await ana.accept("Samira Khoury");
    await expect(ana.log.getByText("Came from the ad Autumn stoves")).toBeVisible();
    await expect(ana.log.getByRole("img", { name: "The ad’s picture" })).toBeVisible();
    const origin = ana.page.getByRole("region", { name: "Came from" });
    await expect(origin).toContainText("Autumn stoves");
    await expect(origin).toContainText("Campaign: autumn_stoves");
    await expect(origin.getByRole("img", { name: "The ad’s picture" })).toBeVisible();
  });

  await test.step("a reaction changes and goes", async () => {
    await ana.answer("Yes, it is.");
    await samira.hasAnswers(["Yes, it is."]);
    await samira.reacts("❤️");
    await expect(ana.log.getByRole("img", { name: "Samira Khoury reacted with ❤️" })).toBeVisible();
    await samira.reacts("😮");
    await expect(ana.log.getByRole("img", { name: "Samira Khoury reacted with 😮" })).toBeVisible();
    await samira.reacts(undefined);
    await expect(ana.log.getByRole("img", { name: /^Samira Khoury reacted/ })).toHaveCount(0);
  });

  await test.step("an edited message keeps what it said before", async () => {
    await samira.says("Do you ship to Iceland?");
    await expect(ana.message("Do you ship to Iceland?")).toBeVisible();
    await samira.changesLast("Do you ship to Greenland?");
    const edited = ana.message("Do you ship to Greenland?");
    await expect(edited).toBeVisible();
    await expect(edited).not.toContainText("Iceland");
    await edited.getByRole("button", { name: "Show the earlier version" }).click();
    await expect(edited.getByRole("list", { name: "Earlier versions" })).toContainText("Do you ship to Iceland?");
  });

  await test.step("a message taken back leaves the fact alone", async () => {
    await samira.says("My card is 4111 1111");
    await expect(ana.message("My card is 4111 1111")).toBeVisible();
    await samira.takesBackLast();
    await expect(ana.log.getByText("The customer took this message back")).toBeVisible();
    await expect(ana.page.getByText("4111 1111")).toHaveCount(0);
  });

  await test.step("a thumb, feedback, an address and an order", async () => {
    await samira.sendsSticker("like");
    await expect(ana.log.getByRole("img", { name: "Thumbs up" })).toBeVisible();
    const csat = { type: "csat", payload: "4", follow_up: { type: "free_form", payload: "Fast answer, thanks!" } };
    await samira.does({ messaging_feedback: { feedback_screens: [{ screen_id: 0, questions: { csat_1: csat } }] } });
    await expect(ana.log.getByRole("img", { name: "4 of 5 stars" })).toBeVisible();
    await expect(ana.message("Fast answer, thanks!")).toContainText("In their words");
    const responses = [{ key: "address_line_1", value: "Laugavegur 1" }];
    await samira.does({ messaging_customer_information: { screens: [{ screen_id: "Add address", responses }] } });
    await expect(ana.message("Laugavegur 1")).toContainText("Customer information");
    const products = [{ id: 123, name: "Field stove", unit_price: 40, currency: "EUR", quantity: 2 }];
    await samira.does({ order: { products } });
    await expect(ana.message("Field stove")).toContainText("2 × 40 EUR");
  });

  await test.step("what they may be notified about stands at the customer", async () => {
    const optin = { type: "notification_messages", title: "Weekly stoves", notification_messages_token: "73421", notification_messages_frequency: "WEEKLY" };
    await samira.does({ optin });
    const permissions = ana.page.getByRole("region", { name: "May be notified about" });
    await expect(permissions).toContainText("Weekly stoves");
    await samira.does({ optin: { ...optin, notification_messages_status: "STOP NOTIFICATIONS" } });
    await expect(permissions).toContainText("stopped");
  });
});

test("an unknown kind of event is seen, tried again and dismissed by an administrator", async ({ house, deskOf, windowOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Hello");
  await ana.accept("Samira Khoury");
  await samira.does({ a_key_of_tomorrow: { beam: 7 } });
  await samira.does({ a_key_of_tomorrow: { beam: 8 } });
  await expect(ana.log.getByText("The platform reported “a_key_of_tomorrow”")).toHaveCount(2);

  const page = await windowOf("nora", "/admin/accounts");
  await page.getByRole("link", { name: "Alder & Pine" }).first().click();
  await page.getByRole("link", { name: "1 kind" }).click();
  const kind = page.getByRole("listitem").filter({ hasText: "a_key_of_tomorrow" });
  await expect(kind).toContainText("2 events");
  await kind.getByText("The newest as it came").click();
  await expect(kind.locator("pre")).toContainText('"beam": 8');
  await kind.getByRole("button", { name: "Try the sample again" }).click();
  await expect(page.getByText(/does not know 'a_key_of_tomorrow' events yet/)).toBeVisible();
  await kind.getByRole("button", { name: "Dismiss" }).click();
  await expect(kind).toHaveCount(0);
});

test("a block by the platform holds answers until it is lifted", async ({ house, deskOf, windowOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Hello");
  await ana.accept("Samira Khoury");
  const { pageId } = house.page();
  await house.meta.ask("PATCH", `/pages/${pageId}`, { restricted: true });
  const admin = await windowOf("nora", "/admin/accounts");
  await expect(admin.getByText("The platform has blocked Alder & Pine from sending.")).toBeVisible();
  await ana.answer("We will write again soon.");
  await expect(ana.log.getByText(/blocked this account from sending/)).toBeVisible();
  await house.meta.ask("PATCH", `/pages/${pageId}`, { restricted: false });
  await samira.hasAnswers(["We will write again soon."]);
  await expect(admin.getByText("The platform has blocked Alder & Pine from sending.")).toBeHidden();
});

import { Phone } from "../fixtures/phone.ts";
import { expect, test } from "../fixtures/test.ts";

test("an administrator sets greeting, start button and menu; the phone shows them; a foreign change is told", async ({ house, windowOf, browser }) => {
  const admin = await windowOf("nora", "/admin/accounts");
  const bar = admin.getByRole("region", { name: "Changes" });

  await test.step("what breaks a rule is said at its field", async () => {
    await admin.getByRole("link", { name: "Alder & Pine", exact: true }).first().click();
    await admin.getByRole("link", { name: "Public profile" }).click();
    await admin.getByLabel("Greeting").fill("g".repeat(161));
    await expect(admin.getByText("161 characters; at most 160 fit.")).toBeVisible();
    await admin.getByLabel("Greeting").fill("Welcome, how can we help?");
    await admin.getByRole("button", { name: "Add line" }).click();
    await admin.getByLabel("Label").fill("Talk to a person");
    await bar.getByRole("button", { name: /^Apply/ }).click();
    await expect(admin.getByText(/^A menu needs the button that begins a chat/)).toBeVisible();
  });

  await test.step("it is published and read back", async () => {
    await admin.getByLabel("What comes back when a chat is begun").fill("START");
    await bar.getByRole("button", { name: /^Apply/ }).click();
    await expect(admin.getByText("The platform shows what is applied here.")).toBeVisible();
    await expect(admin.getByRole("region", { name: "On the phone" })).toContainText("Talk to a person");
  });

  await test.step("a new customer sees the greeting and the start button", async () => {
    const atMeta = await browser.newContext();
    const phone = new Phone(await atMeta.newPage(), house.meta.url);
    await phone.open();
    await phone.handTo("Samira Khoury");
    await expect(phone.log.getByText("Welcome, how can we help?")).toBeVisible();
    await expect(phone.log.getByRole("button", { name: "Get Started" })).toBeVisible();
    await atMeta.close();
  });

  await test.step("what was changed elsewhere is shown as a difference", async () => {
    const page = house.page();
    const answer = await fetch(`${house.meta.url}/v26.0/me/messenger_profile`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${page.token}` },
      body: JSON.stringify({ greeting: [{ locale: "default", text: "Written elsewhere" }] }),
    });
    expect(answer.ok).toBe(true);
    await admin.getByRole("button", { name: "Read from the platform" }).click();
    await expect(admin.getByText("The platform shows something else.")).toBeVisible();
    await expect(admin.getByRole("row").filter({ hasText: "Written elsewhere" })).toContainText("Welcome, how can we help?");
  });
});

import { alderPine } from "../fixtures/company.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("the home of the Administrator says what is wrong first, with the button that repairs it", async ({ house, windowOf }) => {
  const nora = await house.person("nora");
  // The regular look would repair it before anybody sees it.
  await nora.patch("/settings", { repair_subscription: false });
  const admin = await windowOf("nora", "/admin");
  await expect(admin.getByText("Nothing is wrong as far as Parlance and the platform know.")).toBeVisible();
  const channel = admin.getByRole("listitem").filter({ has: admin.getByRole("link", { name: "Alder & Pine", exact: true }) });
  await expect(channel).toContainText("Waiting for events");

  await test.step("a message comes: the channel works, and shows it without a reload", async () => {
    const samira = await house.customer("Samira Khoury");
    await samira.says("Is anybody there?");
    await expect(channel).toContainText("Working");
    await expect(channel.getByRole("img", { name: "1 event in the last 24 hours" })).toBeVisible({ timeout: 30_000 });
  });

  await test.step("a lost subscription stands above all, and the channel no longer claims to work", async () => {
    await house.meta.subscribe(house.page(), []);
    const { items } = await nora.get<{ items: { id: string }[] }>("/accounts");
    await nora.post(`/accounts/${items[0]?.id}/health/check`, {});
    await expect(admin.getByRole("heading", { level: 2, name: /The app is not subscribed to the page/ })).toBeVisible();
    await expect(channel).toContainText("Stopped");
    await expect(channel).not.toContainText("Working");
    await shoot(admin, "admin-home");
  });

  await test.step("it is repaired from here, by the keyboard", async () => {
    await admin.getByRole("button", { name: "Subscribe again" }).focus();
    await admin.keyboard.press("Enter");
    await expect(admin.getByText("Nothing is wrong as far as Parlance and the platform know.")).toBeVisible();
    await expect(channel).toContainText("Working");
  });

  await test.step("it fits a phone", async () => {
    await admin.setViewportSize({ width: 390, height: 844 });
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});

test("an administrator who is no agent reads the records, and is offered no conversations", async ({ house, windowOf, deskOf }) => {
  const samira = await house.customer("Samira Khoury");
  await samira.says("The zipper is stuck");
  const ana = await deskOf("ana");
  await ana.accept("Samira Khoury");
  const admin = await windowOf("nora", "/admin");
  await admin.getByRole("link", { name: "Records" }).click();
  await admin.getByRole("table").getByRole("link", { name: "Samira Khoury" }).click();
  await expect(admin.getByRole("article").filter({ hasText: "The zipper is stuck" })).toBeVisible();
  await expect(admin.getByRole("link", { name: "Conversations" })).toHaveCount(0);
  await admin.goto(`${house.url}/desktop`);
  await expect(admin).toHaveURL(/\/desktop\/records$/);
});

test.describe("nothing is linked yet", () => {
  test.use({ companies: { all: [alderPine({ linked: false })] } });

  test("the home leads through the first steps", async ({ windowOf }) => {
    const admin = await windowOf("nora", "/admin");
    const steps = admin.getByRole("main").getByRole("listitem");
    await expect(steps).toHaveCount(4);
    await steps.nth(2).getByRole("link", { name: "Link a page" }).click();
    await expect(admin).toHaveURL(/\/admin\/accounts\/new$/);
  });
});

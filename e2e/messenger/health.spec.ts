import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("a page that lost its subscription is found and repaired with one click, and a message arrives", async ({ house, windowOf, deskOf }) => {
  const page = house.page();
  // The regular look would repair it before anybody sees it.
  const nora = await house.person("nora");
  await nora.patch("/settings", { repair_subscription: false });
  const admin = await windowOf("nora", "/admin/health");
  await expect(admin.getByRole("heading", { level: 1, name: "Channel health" })).toBeVisible();
  await admin.getByRole("link", { name: "Alder & Pine", exact: true }).first().click();
  await expect(admin.getByRole("heading", { level: 1, name: "Health of Alder & Pine" })).toBeVisible();

  await test.step("the platform ends the subscription; the next look says so, with one button", async () => {
    await house.meta.subscribe(page, []);
    await admin.getByRole("button", { name: "Check now" }).click();
    await expect(admin.getByRole("heading", { name: /The app is not subscribed to the page/ })).toBeVisible();
    await expect(admin.getByRole("link", { name: /Channel health.*problem/ })).toBeVisible();
    await shoot(admin, "channel-health");
  });

  await test.step("one click repairs it", async () => {
    await admin.getByRole("button", { name: "Subscribe again" }).click();
    await expect(admin.getByText("The problem is gone")).toBeVisible();
    await expect(admin.getByRole("heading", { name: /The app is not subscribed to the page/ })).toHaveCount(0);
  });

  await test.step("and a customer's message arrives", async () => {
    const ana = await deskOf("ana");
    const samira = await house.customer("Samira Khoury");
    await samira.says("Is anybody there?");
    await expect(ana.offer).toContainText("Is anybody there?");
  });
});

import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("past conversations are imported from the account's page, twice, and none is doubled", async ({ house, windowOf, deskOf }) => {
  const page = house.page();
  const { psids } = await house.meta.post<{ psids: string[] }>(`/pages/${page.pageId}/history`, { threads: 30, messages: 500 });
  const admin = await windowOf("nora", "/admin/accounts");
  await admin.getByRole("table").getByRole("link", { name: "Alder & Pine", exact: true }).click();
  const past = admin.getByRole("region", { name: "Past conversations" });
  const result = past.getByRole("status");
  await expect(result).toContainText("Nothing has been imported yet.");

  await test.step("500 messages of 30 conversations come, counted while they come", async () => {
    await past.getByRole("button", { name: "Import past conversations" }).click();
    await expect(past.getByRole("progressbar")).toBeVisible();
    await expect(past.getByRole("button", { name: "Stop" })).toBeVisible();
    await expect(result).toContainText("Imported.", { timeout: 30_000 });
    await expect(result).toContainText("500 messages from 30 conversations, 500 new.");
    await past.scrollIntoViewIfNeeded();
    await shoot(admin, "messenger-history");
  });

  await test.step("once more: all are known", async () => {
    await past.getByRole("button", { name: "Import again" }).click();
    await expect(result).toContainText("500 messages from 30 conversations, 0 new.", { timeout: 30_000 });
    await expect(past.getByRole("list", { name: "Earlier imports" }).getByRole("listitem")).toHaveCount(1);
  });

  await test.step("nobody was disturbed; who writes again stands below what was said before", async () => {
    const ana = await deskOf("ana");
    await expect(ana.offer).toHaveCount(0);
    await house.meta.post(`/chats/${psids[0]}/messages`, { text: "It is me again" });
    await ana.offer.getByRole("button", { name: "Accept" }).click();
    await expect(ana.message("It is me again")).toBeVisible();
    await expect(ana.log.getByRole("separator").filter({ hasText: "imported" }).first()).toBeAttached();
    expect(await ana.log.getByRole("article").count()).toBeGreaterThan(10);
  });
});

test("an import that the platform refuses says what to do", async ({ house, windowOf }) => {
  await house.meta.expire(house.page());
  const admin = await windowOf("nora", "/admin/accounts");
  await admin.getByRole("table").getByRole("link", { name: "Alder & Pine", exact: true }).click();
  const past = admin.getByRole("region", { name: "Past conversations" });
  await past.getByRole("button", { name: "Import past conversations" }).click();
  await expect(past.getByRole("status")).toContainText("The import stopped.");
  await expect(past.getByRole("status")).toContainText(/token/i);
  await expect(past.getByRole("button", { name: "Import again" })).toBeEnabled();
});

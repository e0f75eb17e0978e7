import { AccountForm } from "../fixtures/account-form.ts";
import { expect, test } from "../fixtures/test.ts";

test("Test Connection says precisely what is wrong, and helps", async ({ house, windowOf }) => {
  const page = house.page();
  const other = await house.meta.makePage("Another shop", "anothershop");
  const form = new AccountForm(await windowOf("nora", "/admin/accounts"));
  await form.open("Alder & Pine");

  await test.step("missing fields: names them, and subscribes at one click", async () => {
    await house.meta.subscribe(page, ["messages", "messaging_postbacks"]);
    await form.testConnection();
    await expect(form.check("With a limit", "The app is not subscribed to")).toContainText("message_deliveries, message_reads");
    await form.checks.getByRole("button", { name: "Subscribe" }).click();
    await expect(form.check("Good", "The app is subscribed to the page with all fields.")).toBeVisible();
  });

  await test.step("the app not subscribed at all", async () => {
    await house.meta.subscribe(page, []);
    await form.testConnection();
    await expect(form.check("Does not work", "The app is not subscribed to the page")).toBeVisible();
    await form.checks.getByRole("button", { name: "Subscribe" }).click();
    await expect(form.check("Good", "The app is subscribed to the page with all fields.")).toBeVisible();
  });

  await test.step("another page's token, not applied yet: names the page", async () => {
    await form.page.getByRole("button", { name: "Replace: Token" }).click();
    await form.fill({ token: other.token });
    await form.testConnection();
    await expect(form.check("Does not work", `The token belongs to another page: “Another shop”, ${other.pageId}, not to ${page.pageId}.`)).toBeVisible();
  });

  await test.step("a token without a permission: names the permission", async () => {
    const { token } = await house.meta.newToken(page, ["pages_manage_metadata", "pages_show_list"]);
    await form.fill({ token });
    await form.testConnection();
    await expect(form.check("Does not work", "The token lacks the permission pages_messaging.")).toBeVisible();
  });

  await test.step("a malformed token", async () => {
    await form.fill({ token: "EAAthisIsNoToken" });
    await form.testConnection();
    await expect(form.check("Does not work", "The token is malformed")).toBeVisible();
    await expect(form.check("Not tried", "").first()).toBeVisible();
  });

  await test.step("the platform asks to slow down", async () => {
    await form.page.getByRole("button", { name: "Keep the old one" }).click();
    await house.meta.fault({ kind: "throttle" });
    await form.testConnection();
    await expect(form.check("Does not work", "Meta asks to slow down").or(form.check("With a limit", "Meta asks to slow down")).first()).toBeVisible();
    await house.meta.endFaults();
  });

  await test.step("a wrong username", async () => {
    await form.fill({ pageUsername: "alderpine" });
    await form.testConnection();
    await expect(form.check("With a limit", "The page's username is alderandpine, not alderpine.")).toBeVisible();
    await form.bar.getByRole("button", { name: "Discard" }).click();
  });

  await test.step("the applied token expires: the test, the account and the list say so", async () => {
    await house.meta.expire(page);
    await form.testConnection();
    await expect(form.check("Does not work", "The token has expired.")).toBeVisible();
    const { token } = await house.meta.newToken(page);
    await form.checks.getByRole("button", { name: "Enter the token" }).first().click();
    await expect(form.field("Token")).toBeFocused();
    await form.fill({ token });
    await form.apply();
    await form.testConnection();
    await expect(form.check("Good", "The token is valid")).toBeVisible();
  });
});

import { AccountForm } from "../fixtures/account-form.ts";
import { expect, test } from "../fixtures/test.ts";

test("changes are kept apart until Apply, and leaving asks", async ({ house, windowOf }) => {
  const form = new AccountForm(await windowOf("nora", "/admin/accounts"));
  const { page } = form;
  await form.open("Alder & Pine");
  await form.fill({ name: "Alder & Pine main" });
  await expect(form.bar).toContainText("1 change not applied: Name");
  await page.getByRole("link", { name: "Users", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Leave without applying?" });
  await dialog.getByRole("button", { name: "Stay" }).click();
  await expect(form.field("Name")).toHaveValue("Alder & Pine main");
  await page.getByRole("link", { name: "Users", exact: true }).click();
  await dialog.getByRole("button", { name: "Leave" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Users" })).toBeVisible();
  await form.open("Alder & Pine");
  await form.fill({ name: "Alder & Pine main" });
  await form.apply();
  await page.reload();
  await expect(form.field("Name")).toHaveValue("Alder & Pine main");
  expect(house.pages["Alder & Pine"]).toBeDefined();
});

test("secrets are never shown again, in the form or in any answer of the server", async ({ house, windowOf }) => {
  const { token, appSecret } = house.page();
  const page = await windowOf("nora", "/admin");
  const bodies: string[] = [];
  page.on("response", (response) => {
    if (response.url().includes("/api/v1/")) {
      void response.text().then((text) => bodies.push(text), () => undefined);
    }
  });
  const form = new AccountForm(page);
  await form.open("Alder & Pine");
  await expect(form.field("Token")).toHaveValue(/^Saved/);
  await expect(form.field("App Secret")).toHaveValue(/^Saved/);
  await form.testConnection();
  await expect(form.check("Good", "The token is valid")).toBeVisible();
  await page.getByRole("link", { name: "Audit log" }).click();
  await expect(page.getByRole("table")).toBeVisible();
  const all = bodies.join("\n") + (await page.content()) + house.log();
  expect(bodies.length).toBeGreaterThan(3);
  expect(all.includes(token), "the token is nowhere").toBe(false);
  expect(all.includes(appSecret), "the app secret is nowhere").toBe(false);
});

test("a partial account is saved, stays inactive and says what is missing", async ({ windowOf }) => {
  const form = new AccountForm(await windowOf("nora", "/admin"));
  await form.create();
  await form.fill({ name: "Outlet page" });
  const verify = await form.generateToken();
  await form.apply();
  await expect(form.page.getByRole("heading", { level: 1, name: "Outlet page" })).toBeVisible();
  await expect(form.page.getByText("This account is not active yet.")).toBeVisible();
  await expect(form.page.getByText(/Still missing: .*Page ID.*Token/)).toBeVisible();
  await expect(form.field("Webhook Verify Token")).toHaveValue(verify);
  await form.fill({ pageId: "12345x" });
  await form.bar.getByRole("button", { name: /^Apply/ }).click();
  await expect(form.page.getByText("Only digits. Remove: x")).toBeVisible();
});

test("unsigned events are refused, and the account says so", async ({ house, windowOf }) => {
  const form = new AccountForm(await windowOf("nora", "/admin/accounts"));
  await form.open("Alder & Pine");
  await form.page.getByRole("button", { name: "Remove: App Secret" }).click();
  await form.apply();
  const samira = await house.customer("Samira Khoury");
  await samira.says("Hello?");
  await expect(form.page.getByRole("region", { name: "Health" })).toContainText(/refused/i);
  await expect(form.page.getByRole("region", { name: "Health" }).getByText(/\d+ events? or handshakes?/)).toBeVisible();

  await form.page.getByRole("checkbox", { name: /^Accept unsigned events/ }).check();
  await expect(form.page.getByText("Anyone who knows the callback address could then write as a customer.")).toBeVisible();
  await form.apply();
  await expect(form.page.getByText("Unsigned events are accepted.")).toBeVisible();
  await samira.says("Hello again");
  await expect(form.page.getByRole("region", { name: "Health" }).getByText("Not signed")).toBeVisible();
});

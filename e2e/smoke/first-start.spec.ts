import { expectAccessible } from "../fixtures/a11y.ts";
import { PASSWORD } from "../fixtures/person.ts";
import { expect, test } from "../fixtures/test.ts";

test("a fresh server prints a link that makes the first administrator, once", async ({ page, server }) => {
  await page.goto(server.url);
  await expect(page.getByText("Nobody can sign in yet")).toBeVisible();
  await expectAccessible(page, "the first page");

  const link = /http:\/\/\S+\/set-up\?token=[\w-]+/.exec(server.lines.join("\n"))?.[0];
  expect(link, "the link is printed").toBeDefined();
  await page.goto(link ?? "");
  await page.getByLabel("Name of the organisation").fill("Alder & Pine Outdoor");
  await page.getByLabel("Your name").fill("Nora Lindqvist");
  await page.getByLabel("User name").fill("nora");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("textbox", { name: "Password again" }).fill(PASSWORD);
  await expectAccessible(page, "the set-up page");
  await page.getByRole("button", { name: "Set up" }).click();
  // Administrators need a second factor; how it is enrolled is company/second-factor.spec.ts.
  await expect(page).toHaveURL(/\/enrol/);
  await expect(page.getByRole("heading", { name: "Set up your second factor" })).toBeVisible();

  await page.context().clearCookies();
  await page.goto(link ?? "");
  await page.getByLabel("Name of the organisation").fill("Somebody else");
  await page.getByLabel("Your name").fill("Mallory");
  await page.getByLabel("User name").fill("mallory");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("textbox", { name: "Password again" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Set up" }).click();
  await expect(page.getByText("This link cannot be used any more")).toBeVisible();
});

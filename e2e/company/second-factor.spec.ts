import type { Page } from "@playwright/test";

import { expectAccessible } from "../fixtures/a11y.ts";
import { Authenticator } from "../fixtures/authenticator.ts";
import { PASSWORD } from "../fixtures/person.ts";
import type { Server } from "../fixtures/server.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

/** Opens the printed link and makes the first administrator. */
async function setUp(page: Page, server: Server): Promise<void> {
  const link = /http:\/\/\S+\/set-up\?token=[\w-]+/.exec(server.lines.join("\n"))?.[0];
  await page.goto(link ?? "");
  await page.getByLabel("Name of the organisation").fill("Alder & Pine Outdoor");
  await page.getByLabel("Your name").fill("Nora Lindqvist");
  await page.getByLabel("User name").fill("nora");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("textbox", { name: "Password again" }).fill(PASSWORD);
  await page.getByRole("button", { name: "Set up" }).click();
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("User name").fill("nora");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Enter your code" })).toBeVisible();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Nora Lindqvist/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Parlance" })).toBeVisible();
}

test("an administrator enrols before anything else, signs in with codes, and with a recovery code once", async ({ page, server }) => {
  await setUp(page, server);

  const { phone, codes } = await test.step("after the password nothing is possible but enrolling", async () => {
    await expect(page.getByRole("heading", { name: "Set up your second factor" })).toBeVisible();
    await page.goto(`${server.url}/admin/users`);
    await expect(page).toHaveURL(/\/enrol/);
    await expect(page.getByRole("img", { name: "QR code for the authenticator app" })).toBeVisible();
    await expectAccessible(page, "the page for enrolling");
    await shoot(page, "second-factor-enrol");
    await page.getByText("The code cannot be scanned").click();
    const phone = new Authenticator((await page.getByRole("code").textContent()) ?? "");
    await page.getByLabel("Code", { exact: true }).fill("000000");
    await page.getByRole("button", { name: "Set up" }).click();
    await expect(page.getByText("This code is not right or was used before.")).toBeVisible();
    await page.getByLabel("Code", { exact: true }).fill(phone.code(0));
    await page.getByRole("button", { name: "Set up" }).click();
    const list = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await expect(list).toHaveCount(10);
    await expectAccessible(page, "the recovery codes");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download" }).click();
    expect((await download).suggestedFilename()).toBe("parlance-recovery-codes.txt");
    const codes = await list.allTextContents();
    await page.getByRole("button", { name: "I have kept them" }).click();
    await expect(page).toHaveURL(/\/admin\/users/);
    return { phone, codes };
  });

  await test.step("the used code is refused, the next one signs in", async () => {
    await signOut(page);
    await signIn(page);
    await expectAccessible(page, "the page for the code");
    await shoot(page, "second-factor-code");
    await page.getByLabel("Code", { exact: true }).fill(phone.code(0));
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("This code is not right or was used before.")).toBeVisible();
    await page.getByLabel("Code", { exact: true }).fill(phone.code(1));
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/admin/);
  });

  await test.step("a recovery code signs in once", async () => {
    await signOut(page);
    await signIn(page);
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(codes[0] ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/admin/);
    await signOut(page);
    await signIn(page);
    await page.getByRole("button", { name: "Use a recovery code" }).click();
    await page.getByLabel("Recovery code").fill(codes[0] ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByText("This code is not right or was used before.")).toBeVisible();
    await page.getByLabel("Recovery code").fill(codes[1] ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page).toHaveURL(/\/admin/);
  });

  await test.step("the account page tells how many codes are left and makes new ones", async () => {
    await page.getByRole("button", { name: /Nora Lindqvist/ }).click();
    await page.getByRole("menuitem", { name: "Your account" }).click();
    await expect(page.getByText("8 recovery codes are left.")).toBeVisible();
    await expect(page.getByRole("button", { name: "Remove" })).toHaveAttribute("aria-disabled", "true");
    await expectAccessible(page, "the account page");
    await shoot(page, "second-factor-account");
    await page.getByRole("button", { name: "New recovery codes" }).click();
    const list = page.getByRole("dialog").getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await expect(list).toHaveCount(10);
    codes.splice(0, codes.length, ...(await list.allTextContents()));
    await page.getByRole("button", { name: "I have kept them" }).click();
    await expect(page.getByText("10 recovery codes are left.")).toBeVisible();
  });

  await test.step("when the server wants a proof, the page asks for it and the request goes on", async () => {
    // Ten minutes after the sign-in it answers so; here the first answer is taken for it.
    let refused = 0;
    await page.route("**/api/v1/session/second-factor/recovery-codes", async (route) => {
      refused += 1;
      if (refused > 1) return route.continue();
      await route.fulfill({ status: 403, json: { error: { code: "sudo_required", message: "Confirm that it is you." } } });
    });
    await page.getByRole("button", { name: "New recovery codes" }).click();
    const dialog = page.getByRole("dialog", { name: "Confirm that it is you" });
    await expectAccessible(page, "the dialog that asks for a proof");
    await shoot(page, "confirm-identity");
    await dialog.getByLabel("Password", { exact: true }).fill("not the password");
    await dialog.getByLabel("Code").fill(codes[0] ?? "");
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(dialog.getByText("This is not your password.")).toBeVisible();
    await dialog.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await dialog.getByRole("button", { name: "Confirm" }).click();
    await expect(page.getByRole("dialog", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
    expect(refused).toBe(2);
  });
});

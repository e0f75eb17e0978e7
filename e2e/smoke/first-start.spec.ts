import { expectAccessible } from "../fixtures/a11y.ts";
import { expect, test } from "../fixtures/test.ts";

test("a fresh server shows that it must be set up", async ({ page, server }) => {
  await page.goto(server.url);
  await expect(page.getByRole("main")).toBeVisible();
  await expectAccessible(page, "the first page");
});

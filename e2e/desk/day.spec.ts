import { expectAccessible } from "../fixtures/a11y.ts";
import { expect, test } from "../fixtures/test.ts";

/** `1:02:03` in seconds. */
const seconds = (time: string): number => time.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);

test("an agent's day adds up on the start page", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const figure = (label: string) => ana.page.locator(".own-day-figures > div").filter({ hasText: label }).locator("dd");
  await expect(figure("handled today")).toHaveText("0");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Where is my order?");
  await ana.accept("Samira Khoury");
  await ana.answer("On its way");
  await ana.page.getByRole("link", { name: "Conversations" }).click();
  await expect(figure("handled today")).toHaveText("1");
  await expect(ana.page.locator(".own-day-figures")).toContainText("of 1 that rang");
  await expect(figure("mean first answer")).toHaveText(/^0:\d\d$/);

  const sums = ana.page.getByRole("table", { name: "How long in which state" });
  await expect(sums.getByRole("row", { name: /Busy/ })).toBeVisible();
  const bar = ana.page.getByRole("img", { name: /^Your day from/ });
  await expect(bar).toBeVisible();
  // Without gap: each piece begins where the one before ends.
  const gaps = await bar.locator("rect").evaluateAll((rects) =>
    rects.slice(1).map((rect, at) => {
      const before = rects[at];
      const end = Number(before?.getAttribute("x")) + Number(before?.getAttribute("width"));
      return Math.abs(Number(rect.getAttribute("x")) - end);
    }),
  );
  for (const gap of gaps) expect(gap).toBeLessThan(0.001);
  // Each line is cut to whole seconds, so all together miss less than one second each.
  const times = async () => (await sums.locator("tr td:nth-child(2)").allTextContents()).map(seconds);
  const all = await times();
  const total = all.at(-1) ?? 0;
  const parts = all.slice(0, -1).reduce((sum, part) => sum + part, 0);
  expect(total - parts).toBeGreaterThanOrEqual(0);
  expect(total - parts).toBeLessThan(all.length);
  for (const colorScheme of ["light", "dark"] as const) {
    await ana.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(ana.page, `the own day, ${colorScheme}`);
  }
});

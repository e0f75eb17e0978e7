import type { Locator } from "@playwright/test";

import { expectAccessible } from "../fixtures/a11y.ts";
import type { House } from "../fixtures/house.ts";
import { expect, test } from "../fixtures/test.ts";

const NAME = "Samira Khoury";
/** Lines of the customer, with a note of the agent after each. */
const LINES = 130;

const line = (number: number) => `Line ${String(number).padStart(3, "0")}${number === 4 ? ": the parcel never came" : number === 120 ? ": another parcel" : ""}`;

/** Customer and agent write in turn. */
async function talkLong(house: House, says: (text: string) => Promise<unknown>): Promise<void> {
  const ana = await house.person("ana");
  const { interactions } = await ana.get<{ interactions: { id: string }[] }>("/desk");
  const path = `/interactions/${interactions[0]?.id}/messages`;
  for (let number = 2; number <= LINES; number += 1) {
    await says(line(number));
    await ana.post(path, { client_msg_id: `note-${number}`, text: `Note ${number}`, note: true });
  }
}

/** The message at the top of what is seen of a transcript, and where it stands. */
const firstInSight = (log: Locator) =>
  log.evaluate((box) => {
    const top = box.getBoundingClientRect().top;
    const first = [...box.querySelectorAll<HTMLElement>("[data-message]")].find((message) => message.getBoundingClientRect().top >= top);
    return first ? { message: first.dataset.message, top: Math.round(first.getBoundingClientRect().top) } : null;
  });

test("a long chat is drawn in part, keeps its place, and everything in it is found", async ({ house, deskOf }) => {
  test.slow();
  const ana = await deskOf("ana");
  const samira = await house.customer(NAME);
  await samira.says(line(1));
  await ana.accept(NAME);
  await talkLong(house, (text) => samira.says(text));
  await ana.page.reload();
  await expect(ana.message(line(LINES))).toBeInViewport();

  await test.step("only what is in sight is drawn", async () => {
    expect(await ana.log.getByRole("article").count()).toBeLessThan(80);
    await expect(ana.message(line(100))).toHaveCount(0);
  });

  await test.step("scrolling up loads what is earlier, and the line being read stays where it is", async () => {
    await ana.log.hover();
    await expect(async () => {
      await ana.page.mouse.wheel(0, -6_000);
      await expect(ana.message(line(3)).first()).toBeVisible({ timeout: 300 });
    }).toPass();
    await ana.log.evaluate((log) => log.scrollTo(0, log.scrollHeight / 2));
    await expect.poll(() => firstInSight(ana.log)).not.toBeNull();
    const read = await firstInSight(ana.log);
    await samira.says("A word at the end");
    await expect(ana.page.getByRole("button", { name: /^To the newest|newest/i })).toContainText("1");
    expect(await firstInSight(ana.log)).toEqual(read);
    await ana.page.getByRole("button", { name: /newest/i }).click();
    await expect(ana.message("A word at the end")).toBeInViewport();
  });

  await test.step("arrows walk beyond what is drawn", async () => {
    await ana.log.focus();
    for (let number = 0; number < 60; number += 1) await ana.page.keyboard.press("ArrowUp");
    await expect(ana.page.locator("[data-message]:focus")).toBeInViewport();
    await ana.page.keyboard.press("Home");
    await expect(ana.message(line(1))).toBeFocused();
    await ana.page.keyboard.press("End");
    await expect(ana.message("A word at the end")).toBeFocused();
  });

  await test.step("Ctrl F finds in all of it, after a reload too, with the keyboard alone", async () => {
    await ana.page.reload();
    await expect(ana.message("A word at the end")).toBeInViewport();
    await ana.page.keyboard.press("Control+f");
    const find = ana.page.getByRole("search", { name: "Find in conversation" });
    await expect(find.getByRole("searchbox")).toBeFocused();
    await ana.page.keyboard.type("parcels");
    await expect(find.getByRole("status")).toHaveText("2 of 2 messages");
    await expect(ana.message(line(120))).toBeInViewport();
    await ana.page.keyboard.press("Enter");
    await expect(find.getByRole("status")).toHaveText("1 of 2 messages");
    await expect(ana.message(line(4))).toBeInViewport();
    const marked = await ana.page.evaluate(() => [...(CSS.highlights.get("found-shown") ?? [])].map((range) => (range instanceof Range ? range.toString() : "")));
    expect(marked).toEqual(["parcel"]);
    await expectAccessible(ana.page, "finding in a conversation");
    await find.getByRole("searchbox").fill("submarine");
    await expect(find.getByRole("status")).toHaveText("Nothing found");
    await ana.page.keyboard.press("Escape");
    await expect(find).toBeHidden();
  });
});

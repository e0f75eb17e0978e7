import { expectAccessible } from "../fixtures/a11y.ts";
import { Desk } from "../fixtures/desk.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("a supervisor sees why chats wait, changes a priority, assigns one and takes one", async ({ house, windowOf, deskOf }) => {
  const vera = await windowOf("vera", "/desktop/waiting");
  await expect(vera.getByText("Nothing waits", { exact: true })).toBeVisible();
  await expectAccessible(vera, "nothing waits");
  const names = ["Samira Khoury", "Tom Berg", "Mia Lang"] as const;
  for (const name of names) {
    await (await house.customer(name)).says("Is anybody there?");
    await expect(vera.getByRole("row").filter({ hasText: name })).toBeVisible();
  }
  const row = (name: string) => vera.getByRole("row").filter({ hasText: name });
  await expect(row("Samira Khoury")).toContainText("Nobody signed in has Returns at 30 or more.");
  const order = () => vera.getByRole("row").locator("td:first-child .m").allTextContents();
  expect(await order()).toEqual([...names]);
  await vera.getByRole("textbox", { name: "Priority of Mia Lang" }).fill("90");
  await vera.keyboard.press("Enter");
  await expect.poll(order).toEqual(["Mia Lang", "Samira Khoury", "Tom Berg"]);

  // Lena is Ready and does not know Returns.
  const lena = await deskOf("lena");
  await expect(row("Tom Berg")).toContainText("Nobody signed in has Returns at 30 or more.");
  await shoot(vera, "desk-waiting");
  for (const colorScheme of ["light", "dark"] as const) {
    await vera.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(vera, `what waits, ${colorScheme}`);
  }
  await vera.getByRole("button", { name: "Assign Tom Berg" }).click();
  const dialog = vera.getByRole("dialog");
  await dialog.getByRole("radio", { name: /Lena Brandt/ }).check();
  await expectAccessible(vera, "to whom a chat is assigned");
  await dialog.getByRole("button", { name: "Assign to Lena Brandt" }).click();
  await expect(dialog).toBeHidden();
  await expect(lena.offer).toContainText("Why you: assigned by a supervisor");
  await lena.accept("Tom Berg");
  await expect(row("Tom Berg")).toBeHidden();

  await vera.getByRole("button", { name: "Take Mia Lang" }).click();
  await new Desk(vera).isOpen("Mia Lang");
});

test("an agent takes a chat where the service allows it", async ({ house, windowOf }) => {
  const admin = await windowOf("nora", "/admin");
  await admin.getByRole("navigation", { name: "Configuration" }).getByRole("link", { name: "Services", exact: true }).click();
  await admin.getByRole("table").getByRole("link", { name: "Returns" }).click();
  await admin.getByRole("tab", { name: /^Routing/ }).click();
  await admin.getByRole("checkbox", { name: "Agents may take chats out of the queue" }).check();
  await admin.getByRole("region", { name: "Changes" }).getByRole("button", { name: /^Apply/ }).click();
  await expect(admin.getByRole("region", { name: "Changes" })).toBeHidden();
  const samira = await house.customer("Samira Khoury");
  await samira.says("Hello?");
  // Not Ready: nothing rings, but what waits can be seen and taken.
  const jonas = new Desk(await windowOf("jonas", "/desktop/waiting"));
  await expect(jonas.page.getByRole("row").filter({ hasText: "Samira Khoury" })).toBeVisible();
  await jonas.page.getByRole("button", { name: "Take Samira Khoury" }).click();
  await jonas.isOpen("Samira Khoury");
  await jonas.answer("Hello Samira");
});

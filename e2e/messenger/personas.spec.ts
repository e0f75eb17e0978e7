import { Phone } from "../fixtures/phone.ts";
import { picture } from "../fixtures/pictures.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("an agent chooses a public name and a picture, and the customer sees them above the answers", async ({ house, deskOf, browser }) => {
  const atMeta = await browser.newContext();
  const phone = new Phone(await atMeta.newPage(), house.meta.url);
  const boss = await house.person("nora");
  await boss.patch("/settings", { personas: true });
  const ana = await deskOf("ana");

  await test.step("in the own settings", async () => {
    await ana.page.goto(`${house.url}/desktop/settings`);
    await ana.page.getByLabel("Public name").fill("Ana from Alder & Pine");
    await ana.page.getByLabel("Choose a picture").setInputFiles({ name: "ana.png", mimeType: "image/png", buffer: await picture("stove") });
    await expect(ana.page.getByRole("img", { name: "The picture that customers see" })).toBeVisible();
    await ana.page.getByRole("button", { name: "Save the public name" }).click();
    await expect(ana.page.getByText("Customers now see the name Ana from Alder & Pine.").first()).toBeVisible();
    await ana.page.goto(`${house.url}/desktop`);
  });

  await test.step("the desk says under which name one writes", async () => {
    await phone.open();
    await phone.handTo("Samira Khoury");
    await phone.write("Is anybody there?");
    await ana.accept("Samira Khoury");
    await expect(ana.page.getByText("The customer sees your name: Ana from Alder & Pine")).toBeVisible();
  });

  await test.step("and the phone shows it", async () => {
    await ana.answer("Yes, me");
    await expect(phone.log.getByText("Yes, me")).toBeVisible();
    await expect(phone.log.getByText("Ana from Alder & Pine")).toBeVisible();
    const face = phone.log.locator(".pm-as img");
    await expect.poll(() => face.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    await shoot(phone.page, "messenger-persona");
  });
  await atMeta.close();
});

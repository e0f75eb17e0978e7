import { landscape } from "../fixtures/made.ts";
import { Phone } from "../fixtures/phone.ts";
import { expect, test } from "../fixtures/test.ts";

test("the simulator's phone shows the foot of the chat also when a picture there loads late", async ({ house, browser }) => {
  const context = await browser.newContext({ viewport: { width: 1000, height: 560 } });
  const page = await context.newPage();
  let go = () => {};
  const wait = new Promise<void>((done) => (go = done));
  await page.route(/\.png|\/media\/|\/files\//, async (route) => {
    if (route.request().resourceType() === "image") await wait;
    await route.continue();
  });
  const phone = new Phone(page, house.meta.url);
  await phone.open();
  await phone.handTo("Samira Khoury");
  await phone.write("Here is where we were:");
  const picture = phone.log.getByRole("img", { name: "Picture camp.png" });
  await page.getByLabel("Picture to send").setInputFiles({ name: "camp.png", mimeType: "image/png", buffer: Buffer.from(landscape(900, 1400)) });
  await expect(picture).toBeAttached();
  go();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.complete && img.naturalHeight)).toBe(1400);
  await expect.poll(() => phone.log.evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)).toBeLessThan(2);
  await context.close();
});

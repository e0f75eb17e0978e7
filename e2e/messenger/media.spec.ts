import { landscape, tone } from "../fixtures/made.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("a picture stands in its place before it is there, and is looked at whole by keyboard", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("The pole broke on the first night, here is where we were:");
  await ana.accept("Samira Khoury");

  const asked: string[] = [];
  let go = () => {};
  const wait = new Promise<void>((done) => (go = done));
  await ana.page.route("**/api/v1/attachments/*", async (route) => {
    asked.push(new URL(route.request().url()).search);
    await wait;
    await route.continue();
  });
  await samira.sends("camp.png", "image/png", landscape(1600, 1000));
  const camp = ana.page.getByRole("button", { name: "Show camp.png large" });
  await expect(camp).toBeVisible();

  await test.step("its room is kept free, and the small one is loaded", async () => {
    const room = await camp.boundingBox();
    expect(room?.width).toBe(264);
    expect(room?.height).toBeCloseTo(165, 0);
    go();
    await expect.poll(() => camp.locator("img").evaluate((img: HTMLImageElement) => img.complete && img.naturalWidth)).toBeGreaterThan(0);
    expect(await camp.boundingBox()).toEqual(room);
    expect(asked).toContain("?size=small");
    expect(asked).not.toContain("");
    await ana.page.unroute("**/api/v1/attachments/*");
  });

  await samira.sends("river.png", "image/png", landscape(900, 1400, 2));
  await samira.sends("pole.png", "image/png", landscape(1200, 1200, 4));
  await expect(ana.page.getByRole("button", { name: "Show pole.png large" })).toBeVisible();
  await shoot(ana.page, "messenger-media");

  await test.step("Enter opens it, arrows go on, Esc closes and returns", async () => {
    await camp.focus();
    await ana.page.keyboard.press("Enter");
    const viewer = ana.page.getByRole("dialog", { name: "camp.png" });
    await expect(viewer.getByText("1 of 3")).toBeVisible();
    const whole = viewer.getByRole("img", { name: "camp.png" });
    await expect.poll(() => whole.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1600);
    await ana.page.keyboard.press("ArrowRight");
    await expect(ana.page.getByRole("dialog", { name: "river.png" }).getByRole("img", { name: "river.png" })).toBeVisible();
    await ana.page.keyboard.press("End");
    const last = ana.page.getByRole("dialog", { name: "pole.png" });
    await expect(last.getByText("3 of 3")).toBeVisible();
    await expect(last.getByRole("button", { name: "Next picture" })).toHaveAttribute("aria-disabled", "true");
    await last.getByRole("button", { name: "Previous picture" }).click();
    const river = ana.page.getByRole("dialog", { name: "river.png" });
    const saving = ana.page.waitForEvent("download");
    await river.getByRole("link", { name: "Save" }).click();
    expect((await saving).suggestedFilename()).toBe("river.png");
    await shoot(ana.page, "messenger-viewer");
    await ana.page.keyboard.press("Escape");
    await expect(river).toBeHidden();
    await expect(ana.page.getByRole("button", { name: "Show river.png large" })).toBeFocused();
  });
});

test("a picture that cannot be shown is a file, and its message stays", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Here it is:");
  await ana.accept("Samira Khoury");
  await samira.sends("torn.png", "image/png", landscape(800, 600).slice(0, 900));
  await expect(ana.log.getByRole("link", { name: /torn\.png/ })).toBeVisible();
  await expect(ana.message("Here it is:")).toBeVisible();
});

test("a file that is sent twice goes to Meta once", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const [samira, jonas] = [await house.customer("Samira Khoury"), await house.customer("Jonas Bauer")];
  const uploads = async () => {
    const log = await house.meta.get<{ kind: string; page_id: string | null }[]>("/log?limit=1000");
    return log.filter((line) => line.kind === "upload" && line.page_id === house.page().pageId).length;
  };
  const before = await uploads();
  const prices = { name: "prices.pdf", mimeType: "application/pdf", buffer: Buffer.from(`%PDF-1.4\n% ${crypto.randomUUID()}\n%%EOF\n`) };
  for (const customer of [samira, jonas]) {
    await customer.says("What does it cost?");
    await ana.accept(customer.name);
    // The composer of the chat before may still stand for a moment.
    await expect(ana.composer).toHaveAccessibleName(`Reply to ${customer.name}`);
    await ana.page.locator('input[type="file"]').setInputFiles([prices]);
    await expect(ana.page.getByRole("list", { name: "Files of this message" }).getByRole("listitem")).toHaveCount(1);
    await ana.answer(`Our prices, ${customer.name}:`);
    await expect.poll(async () => (await customer.messages()).flatMap(({ attachments }) => attachments.map(({ name }) => name))).toEqual(["prices.pdf"]);
  }
  expect(await uploads()).toBe(before + 1);
});

test("a voice message plays, and one can move about in it", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Listen:");
  await ana.accept("Samira Khoury");
  await samira.sends("voice.wav", "audio/wav", tone(8));
  const sound = ana.log.locator("audio");
  await expect(sound).toBeVisible();
  const played = await sound.evaluate(async (audio: HTMLAudioElement) => {
    audio.muted = true;
    if (audio.readyState < 1) await new Promise((done) => audio.addEventListener("loadedmetadata", done, { once: true }));
    audio.currentTime = 6;
    await audio.play();
    await new Promise((done) => audio.addEventListener("timeupdate", done, { once: true }));
    return { duration: audio.duration, at: audio.currentTime };
  });
  expect(played.duration).toBeCloseTo(8, 1);
  expect(played.at).toBeGreaterThanOrEqual(6);
});

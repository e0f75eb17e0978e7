import { AccountForm } from "../fixtures/account-form.ts";
import { alderPine } from "../fixtures/company.ts";
import { picture } from "../fixtures/pictures.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

// Not a test of its own: takes the pictures of docs/images. `npm run tour`.
test.skip(process.env["E2E_SHOTS"] === undefined, "pictures are taken by `npm run tour`");
test.use({ companies: { all: [alderPine({ settings: { offer_timeout: "120s" } })] } });

test("a believable day, photographed", async ({ house, deskOf, windowOf }) => {
  test.setTimeout(240_000);
  const ana = await deskOf("ana");
  const { page } = ana;
  const [marta, amara, yuki, samira] = [
    await house.customer("Marta Olsen"),
    await house.customer("Amara Nwosu"),
    await house.customer("Yuki Tanabe"),
    await house.customer("Samira Khoury"),
  ];
  await yuki.says("Hello, when does the courier come?");
  await ana.accept("Yuki Tanabe");
  await ana.answer("The courier comes between 9 and 12 tomorrow.");
  await amara.says("Is the return label still valid on Monday?");
  await ana.accept("Amara Nwosu");
  await marta.says("Hi, I bought the Ridgeline 2 last week and a pole broke on the first night.");
  await ana.accept("Marta Olsen");
  await marta.sends("pole.png", "image/png", new Uint8Array(await picture("broken-pole")));
  await expect(ana.log.getByRole("img", { name: "pole.png" })).toBeVisible();
  await ana.answer("Oh no, that should not happen on a new tent. It is covered by the guarantee.");
  await ana.stands("Oh no", "Read");
  await ana.answer("What would you like best: a new pole, or a refund?");
  await marta.says("A new pole, please");
  await marta.sendsSticker("tent");
  await marta.says("Will it be here before Friday? We leave on Saturday morning");
  await expect(ana.message("before Friday")).toBeVisible();
  await samira.says("Hello, my order says delivered but nothing arrived. Can someone look at it today?");
  await expect(ana.offer).toContainText("Samira Khoury");
  await shoot(page, "desk");
  await page.setViewportSize({ width: 1920, height: 1080 });
  await shoot(page, "desk-wide");
  await page.setViewportSize({ width: 390, height: 844 });
  await shoot(page, "desk-phone");
  await page.setViewportSize({ width: 1440, height: 900 });

  await ana.answer("It leaves our warehouse today and will be with you on Wednesday.");
  await ana.stands("It leaves our", "Read");
  await marta.says("Perfect, thank you!");
  await expect(ana.message("Perfect, thank you!")).toBeVisible();
  await ana.answer("Enjoy the trip, Marta.");
  await ana.stands("Enjoy the trip", "Read");
  await ana.endChat();
  const work = page.getByRole("complementary", { name: "After-call work" });
  await work.getByRole("radio", { name: "Label sent" }).check();
  await work.getByRole("textbox", { name: /^Note/ }).fill("New pole for a Ridgeline 2 as express, order AP-204 118.");
  await shoot(page, "after-call-work");
  await work.getByRole("button", { name: /^Finish/ }).click();
  await expect(ana.row("Marta Olsen")).toHaveCount(0);

  const vera = await windowOf("vera", "/desktop/records");
  await vera.getByRole("table").getByRole("link", { name: "Marta Olsen" }).click();
  await expect(vera.getByRole("article").filter({ hasText: "Enjoy the trip" })).toBeAttached();
  await shoot(vera, "record");

  const form = new AccountForm(await windowOf("nora", "/admin/accounts"));
  await expect(form.page.getByRole("table")).toBeVisible();
  await shoot(form.page, "accounts");
  await form.open("Alder & Pine");
  await form.testConnection();
  await expect(form.check("Good", "The token is valid")).toBeVisible();
  await form.page.getByRole("button", { name: "Test Connection" }).scrollIntoViewIfNeeded();
  await shoot(form.page, "account");

  const phone = await page.context().newPage();
  await phone.goto(`${house.meta.url}/phone?customer=${marta.id}`);
  await expect(phone.getByRole("log", { name: "Messages" }).getByText("Enjoy the trip, Marta.")).toBeVisible();
  await shoot(phone, "simulator-phone");
});

import { VERIFY_TOKEN } from "../fixtures/company.ts";
import { feed, follower } from "../fixtures/instagram.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

/** 1,400 bytes and more: two messages at Instagram. */
const LONG = Array.from({ length: 24 }, (_, at) => `Schöne Grüße von Regal ${at + 1}: hier steht, was Sie wissen wollten.`).join(" ");

test("an administrator connects an Instagram account; a customer writes, answers a story, reacts and takes back; a long answer is split", async ({ house, deskOf, windowOf }) => {
  const page = house.page();
  const { id } = await house.meta.post<{ id: string }>(`/pages/${page.pageId}/instagram`, { username: "alder.and.pine" });

  await test.step("the administrator fills in the form and tests it", async () => {
    const admin = await windowOf("nora", "/admin/accounts");
    await admin.getByRole("button", { name: "New account" }).first().click();
    const dialog = admin.getByRole("dialog", { name: "Create integration account" });
    await dialog.getByRole("radio", { name: /^Instagram/ }).check();
    await dialog.getByRole("button", { name: "OK" }).click();
    await expect(admin.getByRole("heading", { level: 1, name: "New Instagram account" })).toBeVisible();
    const field = (label: string) => admin.getByRole("main").getByLabel(label, { exact: true });
    await field("Name").fill("Alder at Instagram");
    await field("Instagram Username").fill("alder.and.pine");
    await field("Instagram Account ID").fill(id);
    await field("Page ID").fill(page.pageId);
    await field("Token").fill(page.token);
    await field("App Secret").fill(page.appSecret);
    await field("Webhook Verify Token").fill(VERIFY_TOKEN);
    await admin.getByRole("region", { name: "Changes" }).getByRole("button", { name: /^Apply/ }).click();
    await expect(admin.getByRole("heading", { level: 1, name: "Alder at Instagram" })).toBeVisible();
    await admin.getByRole("button", { name: "Test Connection" }).click();
    await expect(admin.getByText(`The page is connected to the Instagram account ${id}.`)).toBeVisible();
    await expect(admin.getByText("The username alder.and.pine matches.")).toBeVisible();
    // The app has one address for both: the page's is as good as the account's own.
    await expect(admin.getByText("The app sends its events to this address.")).toBeVisible();
    await shoot(admin, "instagram-account");
  });

  await test.step("its chats go to the same service as the page's", async () => {
    const nora = await house.person("nora");
    const { items } = await nora.get<{ items: { id: string; name: string }[] }>("/accounts");
    await feed(house, items.find((each) => each.name === "Alder at Instagram")?.id ?? "");
  });

  const ana = await deskOf("ana");
  const samira = await follower(house, { id }, "Samira Khoury");

  await test.step("the customer writes to the callback of the page, and the agent sees an Instagram chat", async () => {
    await samira.says("Do you have this in blue?");
    await ana.accept("Samira Khoury");
    await expect(ana.message("Do you have this in blue?")).toBeVisible();
  });

  await test.step("an answer to a story shows the story", async () => {
    await house.meta.post(`/chats/${samira.psid}/stories`, { text: "love this!" });
    const answer = ana.message("love this!");
    await expect(answer).toContainText("Replied to your story");
    await expect(answer.getByRole("img", { name: "Replied to your story" })).toBeVisible();
    await house.meta.post(`/chats/${samira.psid}/stories`, { mention: true });
    await expect(ana.log.getByText("Mentioned you in a story")).toBeVisible();
    await shoot(ana.page, "instagram-story");
  });

  await test.step("a long answer is split by bytes and arrives whole", async () => {
    await ana.composer.fill(LONG);
    await ana.composer.press("Enter");
    await expect.poll(async () => (await samira.answers()).length).toBe(2);
    const pieces = (await samira.answers()).map((text) => text ?? "");
    expect(pieces.every((piece) => Buffer.byteLength(piece) <= 1000)).toBe(true);
    expect(pieces.join(" ")).toBe(LONG);
  });

  await test.step("Instagram tells that the last piece was seen, and the whole answer stands as read", async () => {
    await ana.stands("Schöne Grüße von Regal 24", "Read");
  });

  await test.step("a heart comes and goes, and a message is taken back", async () => {
    await samira.reacts("❤️");
    await expect(ana.log.getByRole("img", { name: "Samira Khoury reacted with ❤️" })).toBeVisible();
    await samira.says("My number is 555 0100");
    await expect(ana.message("My number is 555 0100")).toBeVisible();
    await samira.takesBackLast();
    await expect(ana.log.getByText("The customer took this message back")).toBeVisible();
    await expect(ana.page.getByText("555 0100")).toHaveCount(0);
  });

  await test.step("the phone shows the same chat", async () => {
    const phone = await ana.page.context().newPage();
    await phone.goto(`${house.meta.url}/phone?customer=${samira.id}&page=${id}`);
    await expect(phone.getByText("You replied to their story")).toBeVisible();
    await expect(phone.getByRole("log").getByText("Schöne Grüße von Regal 1:")).toBeVisible();
    await phone.close();
  });
});

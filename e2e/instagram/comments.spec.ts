import { instagram, follower } from "../fixtures/instagram.ts";
import { Phone } from "../fixtures/phone.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

test("a comment under a post at Instagram is answered publicly and privately, in the chat of whoever wrote it", async ({ house, deskOf, browser }) => {
  const account = await instagram(house, { take_comments: "true" });
  const samira = await follower(house, account, "Samira Khoury");
  const ana = await deskOf("ana");
  const atMeta = await browser.newContext();
  const phone = new Phone(await atMeta.newPage(), house.meta.url);
  await phone.page.goto(`${house.meta.url}/phone?customer=${samira.id}&page=${account.id}`);

  await test.step("the customer comments on the phone", async () => {
    await house.meta.post(`/pages/${account.id}/posts`, { text: "Autumn sale: 20 % off all tents this week." });
    await phone.page.getByRole("tab", { name: "Posts" }).click();
    const post = phone.page.getByRole("article", { name: /^Post: Autumn sale/ });
    await post.getByRole("textbox", { name: "Comment" }).fill("How much is the small one?");
    await post.getByRole("button", { name: "Post the comment" }).click();
    await expect(post.getByRole("button", { name: "Edit" })).toHaveCount(0);
  });

  await test.step("the agent is offered it, with the post it stands under", async () => {
    await ana.accept("samira.khoury");
    const comment = ana.message("How much is the small one?");
    await expect(comment).toContainText("Comment on a post");
    await expect(comment).toContainText("Autumn sale: 20 % off all tents this week.");
  });

  await test.step("publicly", async () => {
    await ana.page.keyboard.press("Alt+p");
    await ana.page.getByRole("main").getByRole("textbox", { name: /^Public reply/ }).fill("We have sent you the prices.");
    await shoot(ana.page, "instagram-comment");
    await ana.page.getByRole("button", { name: "Post publicly" }).click();
    await expect(ana.message("We have sent you the prices.")).toContainText("Public reply");
    await expect(phone.page.getByRole("article", { name: /^Post: Autumn sale/ })).toContainText("We have sent you the prices.");
  });

  await test.step("privately, and the customer writes back into the same chat", async () => {
    await ana.page.getByRole("main").getByRole("textbox", { name: /^Private reply/ }).fill("The small one is 40 €.");
    await ana.page.getByRole("button", { name: "Send" }).click();
    await samira.hasAnswers(["The small one is 40 €."]);
    await samira.says("Then I take two.");
    await expect(ana.message("Then I take two.")).toBeVisible();
    await expect(ana.list.getByRole("listitem")).toHaveCount(1);
  });
  await atMeta.close();
});

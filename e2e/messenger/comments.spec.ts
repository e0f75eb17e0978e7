import { FIELDS } from "../fixtures/meta.ts";
import { Phone } from "../fixtures/phone.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";
import { alderPine } from "../fixtures/company.ts";

test.use({ companies: { all: [alderPine({ account: { take_comments: "true" } })] } });

test("a comment under a post becomes a chat that is answered publicly and privately", async ({ house, deskOf, browser }) => {
  const page = house.pages["Alder & Pine"];
  if (page === undefined) throw new Error("there is no page");
  const fields = [...FIELDS, "feed"];
  await house.meta.ask("PUT", `/apps/${page.appId}/fields`, { fields });
  await house.meta.subscribe(page, fields);
  const atMeta = await browser.newContext();
  const phone = new Phone(await atMeta.newPage(), house.meta.url);
  const ana = await deskOf("ana");
  await phone.open();
  await phone.handTo("Samira Khoury");

  await test.step("the customer comments on the phone", async () => {
    await phone.page.getByRole("tab", { name: "Posts" }).click();
    await phone.page.getByRole("textbox", { name: "New post of the page" }).fill("Autumn sale: 20 % off all stoves this week.");
    await phone.page.getByRole("button", { name: "Publish as the page" }).click();
    const post = phone.page.getByRole("article", { name: /^Post: Autumn sale/ });
    await post.getByRole("textbox", { name: "Comment" }).fill("How much is the small one?");
    await post.getByRole("button", { name: "Post the comment" }).click();
    await expect(post.getByRole("listitem")).toContainText("How much is the small one?");
  });

  await test.step("the agent is offered it, with the post it stands under", async () => {
    await ana.accept("Samira Khoury");
    const comment = ana.message("How much is the small one?");
    await expect(comment).toContainText("Comment on a post");
    await expect(comment).toContainText("Autumn sale: 20 % off all stoves this week.");
    await expect(ana.page.getByText("Goes to Samira Khoury alone, as a message, once.")).toBeVisible();
  });

  await test.step("answering publicly is chosen, and looks different", async () => {
    await ana.page.keyboard.press("Alt+p");
    await expect(ana.page.getByText("Everybody who sees the post reads this reply.")).toBeVisible();
    await ana.page.getByRole("main").getByRole("textbox", { name: /^Public reply/ }).fill("We have sent you the prices.");
    await shoot(ana.page, "messenger-comment");
    await ana.page.getByRole("button", { name: "Post publicly" }).click();
    await expect(ana.message("We have sent you the prices.")).toContainText("Public reply");
    await expect(phone.page.getByRole("article", { name: /^Post: Autumn sale/ })).toContainText("We have sent you the prices.");
    await expect(ana.page.getByRole("radio", { name: "Private reply" })).toBeChecked();
  });

  await test.step("the private reply arrives in Messenger, once", async () => {
    await ana.page.getByRole("main").getByRole("textbox", { name: /^Private reply/ }).fill("The small one is 40 €.");
    await ana.page.getByRole("button", { name: "Send" }).click();
    await expect(ana.message("The small one is 40 €.")).toContainText("Private reply");
    await phone.page.getByRole("tab", { name: "Chat" }).click();
    await expect(phone.log.getByText("The small one is 40 €.")).toBeVisible();
    await expect(phone.log.getByText("We have sent you the prices.")).toHaveCount(0);
    await expect(ana.page.getByText("This comment has its one private reply.")).toBeVisible();
  });

  await test.step("the customer writes back and is the same customer in the same chat", async () => {
    await phone.write("Then I take two.");
    await expect(ana.message("Then I take two.")).toBeVisible();
    await expect(ana.message("How much is the small one?").first()).toBeVisible();
    await expect(ana.list.getByRole("listitem")).toHaveCount(1);
    await ana.page.getByRole("main").getByRole("textbox", { name: /^Private reply/ }).fill("Set aside for you.");
    await ana.page.getByRole("button", { name: "Send" }).click();
    await expect(phone.log.getByText("Set aside for you.")).toBeVisible();
    await expect(ana.message("We have sent you the prices.")).toHaveCount(1);
  });
  await atMeta.close();
});

import { instagram, follower } from "../fixtures/instagram.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

const HOUR = 3_600_000;

test("an administrator sets the account's first questions and menu; what only pages have is not asked for", async ({ house, windowOf }) => {
  const account = await instagram(house);
  const admin = await windowOf("nora", `/admin/accounts/${account.accountId}`);
  await admin.getByRole("link", { name: "Public profile" }).click();
  await expect(admin.getByRole("button", { name: "Add question" })).toBeVisible();
  await expect(admin.getByLabel("Greeting")).toHaveCount(0);
  await expect(admin.getByLabel("What comes back when a chat is begun")).toHaveCount(0);
  await admin.getByRole("button", { name: "Add question" }).click();
  await admin.getByLabel("Question", { exact: true }).fill("Where is my order?");
  await admin.getByRole("button", { name: "Add line" }).click();
  await admin.getByLabel("Label").fill("Talk to a person");
  await expect(admin.getByText("Customers choose from the menu only, they cannot write")).toHaveCount(0);
  await admin.getByRole("region", { name: "Changes" }).getByRole("button", { name: /^Apply/ }).click();
  await expect(admin.getByText("The platform shows what is applied here.")).toBeVisible();
  await shoot(admin, "instagram-profile");
  const answer = await fetch(`${house.meta.url}/v26.0/me/messenger_profile?platform=instagram&fields=ice_breakers,persistent_menu`, {
    headers: { authorization: `Bearer ${house.page().token}` },
  });
  expect(JSON.stringify(await answer.json())).toContain("Where is my order?");
});

test("after a day an account with the permission answers by hand, for seven days in all", async ({ house, deskOf }) => {
  const account = await instagram(house, { human_agent: "true" });
  const samira = await follower(house, account, "Samira Khoury");
  await house.meta.moveClock(-30 * HOUR);
  await samira.says("Is it still there?");
  await house.meta.moveClock(30 * HOUR);
  const ana = await deskOf("ana");
  await ana.accept("Samira Khoury");
  await expect(ana.page.getByRole("main").getByText(/by hand/).first()).toBeVisible();
  await ana.answer("It is, in green and in sand.");
  await samira.hasAnswers(["It is, in green and in sand."]);
});

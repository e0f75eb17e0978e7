import { expect, test } from "../fixtures/test.ts";

/** Everything that both sides have said, in order; nothing else may be there, nothing twice. */
const said = (texts: readonly string[]) => texts.map((text) => expect.stringContaining(text));

test("a reload keeps the chat, the transcript and what was begun to be written", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Is my parcel on its way?");
  await ana.accept("Samira Khoury");
  await ana.answer("Let me look.");
  await ana.composer.fill("It left our ware");
  await ana.page.reload();
  await ana.isOpen("Samira Khoury");
  await expect(ana.composer).toHaveValue("It left our ware");
  await ana.composer.pressSequentially("house today.");
  await ana.composer.press("Enter");
  await samira.hasAnswers(["Let me look.", "It left our warehouse today."]);
  await expect.poll(() => ana.texts()).toEqual(said(["Is my parcel", "Let me look.", "It left our warehouse today."]));
});

test("without a network messages are kept, and go out in order, once, when it is back", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Is my parcel on its way?");
  await ana.accept("Samira Khoury");
  await ana.answer("Let me look.");
  await ana.stands("Let me look.", "Read");

  await ana.page.context().setOffline(true);
  await expect(ana.page.getByText(/No connection since/).first()).toBeVisible();
  await ana.answer("It left our warehouse today.");
  await ana.answer("You will have it on Friday.");
  await expect(ana.group("You will have it on Friday.").getByText("Waiting to send")).toBeVisible();
  await samira.says("Hello? Are you there?");

  await ana.page.context().setOffline(false);
  await samira.hasAnswers(["Let me look.", "It left our warehouse today.", "You will have it on Friday."]);
  await ana.stands("You will have it on Friday.", "Read");
  await expect(ana.message("Hello? Are you there?")).toHaveCount(1);
  await expect(ana.log.getByRole("article")).toHaveCount(5);
  await expect(ana.page.getByText("Connected", { exact: true })).toBeVisible();
});

test("a killed and restarted server loses and doubles nothing", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Is my parcel on its way?");
  await ana.accept("Samira Khoury");
  await ana.answer("Let me look.");

  await house.server.kill();
  await expect(ana.page.getByText(/No connection since/).first()).toBeVisible();
  await ana.answer("It left our warehouse today.");
  await samira.says("Hello? Are you there?");

  await house.server.startAgain();
  await house.meta.retryWebhooks();
  await expect(ana.message("Hello? Are you there?")).toHaveCount(1);
  await samira.hasAnswers(["Let me look.", "It left our warehouse today."]);
  await ana.stands("It left our warehouse today.", "Read");
  await ana.answer("Here I am.");
  await samira.hasAnswers(["Let me look.", "It left our warehouse today.", "Here I am."]);
  await ana.page.reload();
  await ana.isOpen("Samira Khoury");
  await expect(ana.log.getByRole("article")).toHaveCount(5);
});

test("the desk asks for its snapshot once, without waiting for who is signed in", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Is my parcel on its way?");
  await ana.accept("Samira Khoury");
  const asked: string[] = [];
  ana.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  let answer = () => {};
  const held = new Promise<void>((done) => (answer = done));
  await ana.page.route("**/api/v1/session", async (route) => {
    await held;
    await route.continue();
  });
  await ana.page.reload({ waitUntil: "commit" });
  await expect.poll(() => asked).toContain("/api/v1/desk");
  answer();
  await ana.isOpen("Samira Khoury");
  expect(asked.filter((path) => path === "/api/v1/desk")).toHaveLength(1);
});

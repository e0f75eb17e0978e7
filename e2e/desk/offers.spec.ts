import { alderPine } from "../fixtures/company.ts";
import { expect, test } from "../fixtures/test.ts";

test("a rejected offer sends the agent Not Ready and the chat to a colleague, its wait kept", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("My tent has a hole");
  await ana.reject("Samira Khoury");
  await ana.hasState(/Your state: (Rejected|Offer rejected)/);
  const jonas = await deskOf("jonas");
  await expect(jonas.offer).toContainText("Samira Khoury");
  await expect(jonas.offer).toContainText(/Why you: skill Returns 50 ≥ 30/);
  await jonas.accept("Samira Khoury");
  await expect(jonas.log.getByText(/Ana Torres rejected the offer, back in the queue/)).toBeVisible();
  await expect(ana.offer).toBeHidden();
});

test("agents with the skill get chats, one at a time; those without it never", async ({ house, deskOf }) => {
  const lena = await deskOf("lena");
  const ana = await deskOf("ana");
  const [samira, tomas] = [await house.customer("Samira Khoury"), await house.customer("Tomás Herrera")];
  await samira.says("My tent has a hole");
  await ana.accept("Samira Khoury");
  await tomas.says("The label does not print");
  await ana.accept("Tomás Herrera");
  await expect(lena.offer).toBeHidden();
  await expect(lena.page.getByText("No conversations")).toBeVisible();
});

test.describe("with short offers", () => {
  test.use({ companies: { all: [alderPine({ settings: { offer_timeout: "5s" } })] } });

  test("an offer that nobody answers comes back and goes to the next agent", async ({ house, deskOf }) => {
    const ana = await deskOf("ana");
    const samira = await house.customer("Samira Khoury");
    await samira.says("My tent has a hole");
    await expect(ana.offer).toContainText("Samira Khoury");
    await expect(ana.offer).toBeHidden();
    await ana.hasState(/Your state: No answer/);
    const jonas = await deskOf("jonas");
    await jonas.accept("Samira Khoury");
    await expect(jonas.log.getByText(/Ana Torres did not answer in time, back in the queue/)).toBeVisible();
  });
});

test("a chat that waits is offered as soon as somebody becomes Ready", async ({ house, windowOf, deskOf }) => {
  const samira = await house.customer("Samira Khoury");
  await samira.says("My tent has a hole");
  const vera = await windowOf("vera", "/desktop/records");
  const row = vera.getByRole("row").filter({ hasText: "Samira Khoury" });
  await expect(row).toContainText("In the queue");
  const ana = await deskOf("ana");
  await ana.accept("Samira Khoury");
});

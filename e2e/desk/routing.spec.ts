import type { Page } from "@playwright/test";

import { expectAccessible } from "../fixtures/a11y.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

const apply = async (page: Page) => {
  const bar = page.getByRole("region", { name: "Changes" });
  await bar.getByRole("button", { name: /^Apply/ }).click();
  await expect(bar).toBeHidden();
};
const serviceRouting = async (page: Page, service: string) => {
  await page.getByRole("navigation", { name: "Configuration" }).getByRole("link", { name: "Services", exact: true }).click();
  await page.getByRole("table").getByRole("link", { name: service }).click();
  await page.getByRole("tab", { name: /^Routing/ }).click();
};

test("less is enough after a while: the administrator says so, and the chat rings when the step is due", async ({ house, windowOf, deskOf }) => {
  const admin = await windowOf("nora", "/admin");
  await serviceRouting(admin, "Returns");
  await admin.getByRole("button", { name: "Add a step" }).click();
  const step = admin.getByRole("group", { name: /^After / });
  await step.getByLabel("After a wait of").fill("3");
  await expect(step.getByLabel("After a wait of")).toHaveValue("3");
  await admin.getByRole("region", { name: "Changes" }).getByRole("button", { name: /^Apply/ }).click();
  await expect(step.getByText("Say what is enough then: a team that helps, or a lower level.")).toBeVisible();
  await step.getByRole("combobox", { name: "Add a skill" }).selectOption("Returns");
  await step.getByRole("textbox", { name: "Returns: Enough" }).fill("");
  await apply(admin);
  await expect(step.getByLabel("After a wait of")).toHaveValue("0:03");
  await shoot(admin, "admin-service-routing");
  for (const colorScheme of ["light", "dark"] as const) {
    await admin.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectAccessible(admin, `the routing of a service, ${colorScheme}`);
  }

  // Lena does not know Returns at all.
  const lena = await deskOf("lena");
  const samira = await house.customer("Samira Khoury");
  await samira.says("I want to send it back");
  await expect(lena.offer).toContainText("Why you: after 3 s Returns is no longer asked for");
  await lena.accept("Samira Khoury");
});

test("customers who ask for a language get somebody who speaks it", async ({ house, windowOf, deskOf }) => {
  const admin = await windowOf("nora", "/admin");
  await admin.getByRole("navigation", { name: "Configuration" }).getByRole("link", { name: "Scenario entries", exact: true }).click();
  await admin.getByRole("table").getByRole("link", { name: "Main page chat" }).click();
  await admin.getByRole("combobox", { name: "Add a skill" }).selectOption("Spanish");
  await admin.getByRole("textbox", { name: "Spanish: At least" }).fill("50");
  await apply(admin);
  await expectAccessible(admin, "an entry that asks for a language");
  const jonas = await deskOf("jonas");
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("Hola");
  await expect(ana.offer).toContainText("skill Spanish 80 ≥ 50");
  await expect(jonas.offer).toBeHidden();
});

test("a customer who comes back reaches the agent who had them", async ({ house, windowOf, deskOf }) => {
  const admin = await windowOf("nora", "/admin");
  await serviceRouting(admin, "Returns");
  await admin.getByLabel("Wait for them").fill("1 min");
  await apply(admin);
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("My tent has a hole");
  await ana.accept("Samira Khoury");
  await ana.answer("We will send a new one");
  const jonas = await deskOf("jonas");
  await ana.finish("Label sent");
  await samira.says("One more thing");
  await expect(ana.offer).toContainText("Why you: had this customer last");
  await expect(jonas.offer).toBeHidden();
});

import { AccountForm } from "./fixtures/account-form.ts";
import { type Company, account, alderPine, user } from "./fixtures/company.ts";
import { Desk } from "./fixtures/desk.ts";
import { PASSWORD } from "./fixtures/person.ts";
import { expect, test } from "./fixtures/test.ts";

/** A second company in the same installation. */
const harbour: Company = {
  slug: "harbour",
  pages: [{ name: "Harbour Bikes", username: "harbourbikes" }],
  document: (pages) => ({
    tenant: { slug: "harbour", name: "Harbour Bikes" },
    teams: [{ name: "Customer Care" }],
    services: [{ name: "Workshop", teams: ["Customer Care"], after_call_work: "0s" }],
    users: [
      user("ana", "Ana Silva", { skills: { Workshop: 50 } }),
      user("omar", "Omar Haddad", { roles: ["administrator", "supervisor"] }),
    ],
    accounts: [account("Harbour Bikes", pages)],
    entries: [{ name: "Page chat", service: "Workshop", accounts: ["Harbour Bikes"] }],
  }),
};

test.use({ companies: { all: [alderPine(), harbour] } });

test("two tenants with two pages never meet", async ({ house, windowOf }) => {
  const pine = new Desk(await windowOf("ana", "/desktop", { tenant: "alder-pine" }));
  const bikes = new Desk(await windowOf("ana", "/desktop", { tenant: "harbour" }));
  await pine.becomeReady();
  await bikes.becomeReady();
  const samira = await house.customer("Samira Khoury", "Alder & Pine");
  const liam = await house.customer("Liam Byrne", "Harbour Bikes");
  await samira.says("My tent has a hole");
  await liam.says("My brake squeaks");
  await pine.accept("Samira Khoury");
  await bikes.accept("Liam Byrne");
  await pine.answer("Hello from Alder & Pine");
  await bikes.answer("Hello from Harbour");
  await samira.hasAnswers(["Hello from Alder & Pine"]);
  await liam.hasAnswers(["Hello from Harbour"]);
  await expect(pine.page.getByText("Liam Byrne")).toHaveCount(0);
  await expect(bikes.page.getByText("Samira Khoury")).toHaveCount(0);

  const omar = await windowOf("omar", "/desktop/records", { tenant: "harbour" });
  await expect(omar.getByRole("table").getByRole("link")).toHaveText([/Liam Byrne/]);
  await omar.getByRole("searchbox", { name: "Words or name" }).fill("tent");
  await expect(omar.getByText("No records for “tent”")).toBeVisible();

  const foreign = new URL(pine.page.url()).pathname.split("/").at(-1) ?? "";
  expect(foreign).toMatch(/^int_/);
  await omar.goto(`${house.url}/desktop/records/${foreign}`);
  await expect(omar.getByText("There is no such record")).toBeVisible();
  const person = await house.person("omar", "harbour");
  await expect(person.get(`/interactions/${foreign}`)).rejects.toThrow(/404/);
  await expect(person.post(`/interactions/${foreign}/messages`, { client_msg_id: crypto.randomUUID(), text: "Hello" })).rejects.toThrow(/40[34]/);
});

test("a page that another tenant has linked is refused, without saying whose it is", async ({ house, windowOf }) => {
  const page = house.page("Alder & Pine");
  const form = new AccountForm(await windowOf("omar", "/admin", { tenant: "harbour" }));
  await form.create();
  await form.fill({ name: "Somebody else's page", pageUsername: page.username, pageId: page.pageId, token: page.token, appSecret: page.appSecret });
  await form.generateToken();
  await form.bar.getByRole("button", { name: /^Apply/ }).click();
  await expect(form.page.getByText(/linked|taken|in use|belongs/i).first()).toBeVisible();
  await expect(form.page.getByText("Alder & Pine Outdoor")).toHaveCount(0);
  await expect(form.field("Page ID")).toHaveAttribute("aria-invalid", "true");
});

test("signing in asks for the organisation, and a wrong one is refused without a hint", async ({ house, page }) => {
  await page.goto(house.url);
  await page.getByLabel("Organisation").fill("harbour");
  await page.getByLabel("User name").fill("nora");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("not right");
  await page.getByLabel("Organisation").fill("alder-pine");
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/admin/);
});

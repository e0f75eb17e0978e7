import { createHmac } from "node:crypto";
import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { expectAccessible } from "../fixtures/a11y.ts";
import { FIELDS } from "../fixtures/meta.ts";
import { shoot } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

interface Came {
  readonly signature: string;
  readonly id: string;
  readonly body: string;
}

/** Somebody's own server that takes alerts. */
async function receiver(): Promise<{ url: string; came: Came[]; close: () => Promise<void> }> {
  const came: Came[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      came.push({ signature: String(request.headers["parlance-signature"]), id: String(request.headers["parlance-alert-id"]), body });
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((listens) => server.listen(0, "127.0.0.1", listens));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/alerts`,
    came,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) {
    text += String(chunk);
  }
  return text;
}

/** What docs/alerts.md tells receivers to compute. */
function isSigned({ signature, body }: Came, secret: string): boolean {
  const [at, hex] = signature.split(",").map((part) => part.slice(part.indexOf("=") + 1));
  return hex === createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
}

test("an administrator's own server gets a signed test, and the alert when a page is unsubscribed", async ({ house, windowOf }) => {
  const target = await receiver();
  const nora = await house.person("nora");
  await nora.patch("/settings", { repair_subscription: false });
  const admin = await windowOf("nora", "/admin/alerts");
  await expect(admin.getByText("Alerts are shown in the app only")).toBeVisible();
  await expectAccessible(admin, "alerts, none");
  let secret = "";

  await test.step("a target is added; its secret is shown once", async () => {
    await admin.getByRole("button", { name: "New target" }).first().click();
    await expectAccessible(admin, "a new target");
    await admin.getByLabel("Web address").fill(target.url);
    await admin.getByRole("button", { name: "Create" }).click();
    const field = admin.getByLabel("Secret", { exact: true });
    await expect(field).toHaveValue(/^whsec_/);
    secret = await field.inputValue();
    await expectAccessible(admin, "the secret");
    await admin.getByRole("button", { name: "I have kept it" }).click();
  });

  await test.step("a test arrives there, signed", async () => {
    const row = admin.getByRole("row").filter({ hasText: target.url });
    await row.getByRole("button", { name: "Send a test" }).click();
    await expect(admin.getByText("The test arrived")).toBeVisible();
    await expect(row).toContainText("Arrived");
    expect(target.came).toHaveLength(1);
    expect(JSON.parse(target.came[0]?.body ?? "")).toMatchObject({ occasion: "test" });
  });

  await test.step("the page is unsubscribed: told in the app, and there", async () => {
    await house.meta.subscribe(house.page(), []);
    const accounts = await nora.get<{ items: { id: string }[] }>("/accounts");
    await nora.post(`/accounts/${accounts.items[0]?.id}/health/check`, {});
    await expect(admin.getByText(/Alder & Pine: The app is not subscribed to the page/)).toBeVisible();
    await expect.poll(() => target.came.map(({ body }) => (JSON.parse(body) as { occasion: string; problem?: { sentence: string } }).problem?.sentence ?? "")).toContainEqual(
      expect.stringContaining("not subscribed"),
    );
    // Told live: nothing was loaded anew by hand.
    await expect(admin.getByRole("row").filter({ hasText: target.url })).toContainText("Arrived");
    for (const came of target.came) {
      expect(isSigned(came, secret)).toBe(true);
      expect((JSON.parse(came.body) as { id: string }).id).toBe(came.id);
    }
    for (const colorScheme of ["light", "dark"] as const) {
      await admin.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await expectAccessible(admin, `alerts, ${colorScheme}`);
    }
    await shoot(admin, "alerts");
  });
  await target.close();

  await test.step("a delivery that fails is shown by itself, and a test that fails does not look like one that arrived", async () => {
    const row = admin.getByRole("row").filter({ hasText: target.url });
    await house.meta.subscribe(house.page(), FIELDS);
    const { items } = await nora.get<{ items: { id: string }[] }>("/accounts");
    await nora.post(`/accounts/${items[0]?.id}/health/check`, {});
    await expect(row).toContainText("Not arrived");
    await admin.setViewportSize({ width: 390, height: 844 });
    await row.getByRole("button", { name: "Send a test" }).click();
    await expect(admin.getByText("The address was not reached").last()).toBeVisible();
    expect(await admin.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await expectAccessible(admin, "alerts on a phone");
  });
});

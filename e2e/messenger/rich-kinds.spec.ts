import { Phone } from "../fixtures/phone.ts";
import { picture } from "../fixtures/pictures.ts";
import { shoot, shootPart } from "../fixtures/shots.ts";
import { expect, test } from "../fixtures/test.ts";

/** One message of each kind that has no test of its own, with a text by which it is found on both sides. */
const KINDS = [
  {
    name: "buttons",
    found: "What can I do for you?",
    rich: {
      rich: "buttons",
      text: "What can I do for you?",
      buttons: [
        { title: "Where is my parcel", does: "postback" },
        { title: "Our shop", does: "link", url: "https://alderandpine.example/shop" },
        { title: "Call us", does: "call", number: "+4720123456" },
      ],
    },
  },
  {
    name: "receipt",
    found: "AP-204118",
    rich: {
      rich: "receipt",
      recipient_name: "Samira Khoury",
      order_number: "AP-204118",
      currency: "EUR",
      payment_method: "Visa 1234",
      items: [{ title: "Ridgeline 2", subtitle: "Tent, green", quantity: 1, price: "329.00" }],
      subtotal: "329.00",
      shipping: "4.90",
      total: "333.90",
    },
  },
  { name: "coupon", found: "10 % for the wait", rich: { rich: "coupon", title: "10 % for the wait", subtitle: "On your next order", code: "SORRY10" } },
  {
    name: "feedback",
    found: "How did we do?",
    rich: {
      rich: "feedback",
      title: "How did we do?",
      button: "Tell us",
      question: "How satisfied are you?",
      scale: "csat",
      privacy_url: "https://alderandpine.example/privacy",
    },
  },
  {
    name: "grid",
    found: "Stoves for two",
    rich: {
      rich: "grid",
      title: "Stoves for two",
      subtitle: "Light, and quick to boil",
      pictures: [
        { image_url: "https://alderandpine.example/stove-1.jpg", large: true, link: "https://alderandpine.example/stove-1" },
        { image_url: "https://alderandpine.example/stove-2.jpg" },
        { image_url: "https://alderandpine.example/stove-3.jpg" },
      ],
      buttons: [{ title: "All stoves", does: "link", url: "https://alderandpine.example/stoves" }],
    },
  },
  {
    name: "address",
    found: "Add address",
    rich: { rich: "address", countries: ["NO", "SE"], privacy_url: "https://alderandpine.example/privacy", days: 3 },
  },
] as const;

test("buttons, pictures, a receipt, a coupon, a question and a form look the same at the desk and on the phone", async ({ house, deskOf, browser }) => {
  test.setTimeout(120_000);
  const atMeta = await browser.newContext();
  const phone = new Phone(await atMeta.newPage(), house.meta.url);
  const ana = await deskOf("ana");
  await phone.open();
  await phone.handTo("Samira Khoury");
  await phone.write("Hello");
  await ana.accept("Samira Khoury");
  const chat = ana.page.url().split("/").at(-1) ?? "";
  const api = `${house.url}/api/v1`;
  const post = async (path: string, options: Parameters<typeof ana.page.request.post>[1]): Promise<{ id: string }> => {
    const answer = await ana.page.request.post(`${api}/${path}`, options);
    expect(answer.ok(), await answer.text()).toBe(true);
    return (await answer.json()) as { id: string };
  };
  const send = (name: string, rich: object) =>
    post(`interactions/${chat}/messages`, { headers: { origin: house.url }, data: { client_msg_id: name, rich } });

  for (const { name, found, rich } of KINDS) {
    await test.step(name, async () => {
      await send(name, rich);
      await expect(phone.log.getByText(found).first()).toBeVisible();
      await expect(ana.message(found)).toHaveCount(1);
      await shootPart(ana.message(found), `messenger-${name}`);
    });
  }

  await test.step("the address that the customer fills in stands in the chat", async () => {
    await phone.log.getByLabel("City").fill("Bergen");
    await phone.log.getByRole("button", { name: "Send address" }).click();
    await expect(ana.log.getByText("Bergen")).toBeVisible();
  });

  await test.step("a picture with a button", async () => {
    const file = await post("attachments", {
      headers: { origin: house.url, "x-parlance": "1" },
      multipart: { file: { name: "stove.png", mimeType: "image/png", buffer: await picture("stove") } },
    });
    await send("media", { rich: "media", attachment_id: file.id, buttons: [{ title: "Order the stove", does: "postback" }] });
    await expect(phone.log.getByRole("button", { name: "Order the stove" })).toBeVisible();
    await expect(ana.message("Order the stove")).toHaveCount(1);
    await shootPart(ana.message("Order the stove"), "messenger-media-template");
    await shoot(phone.page, "simulator-rich");
  });
  await atMeta.close();
});

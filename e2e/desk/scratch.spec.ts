import { expect, test } from "../fixtures/test.ts";
test("scratch", async ({ house, deskOf }) => {
  const ana = await deskOf("ana");
  const samira = await house.customer("Samira Khoury");
  await samira.says("My tent arrived torn");
  await expect(ana.offer).toBeVisible();
  await ana.page.waitForTimeout(3000);
  console.log(JSON.stringify(await house.meta.get("/log?limit=30"), null, 0).replaceAll('},{', '},\n{'));
  console.log(house.log());
  const nora = await house.person("vera");
  console.log(JSON.stringify(await nora.get("/contacts?q=")));
});

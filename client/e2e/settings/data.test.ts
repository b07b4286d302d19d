import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { post } from "../../../server/test/support/app/feed-actions.ts";
import { test } from "../support/fixtures.ts";
import { openAsNewMember } from "../support/members.ts";

test("one's own data is downloaded as a JSON file", async ({ app, page }) => {
  const member = await openAsNewMember(page, app, "/settings/data");
  await post(member.browser.sdk, "Mine, and in the file.");
  const started = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download your data" }).click();
  const download = await started;
  expect(download.suggestedFilename()).toMatch(new RegExp(`^cruddur-${member.handle}-.*\\.json$`, "u"));
  const data = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(data).toMatchObject({
    profile: { handle: member.handle },
    posts: [{ message: "Mine, and in the file." }],
  });
  await page.getByRole("status").getByText("downloaded").waitFor();
});

test.describe("when it cannot be downloaded", () => {
  test.override({ expectedConsoleErrors: [/Failed to load resource/u] });

  test("the reason is told, and it can be repeated", async ({ app, page }) => {
    await openAsNewMember(page, app, "/settings/data");
    await page.route("**/export", (route) => route.abort());
    const button = page.getByRole("button", { name: "Download your data" });
    await button.click();
    await page.getByRole("alert").getByText("Couldn’t download your data").waitFor();
    await page.unroute("**/export");
    const started = page.waitForEvent("download");
    await button.click();
    await started;
  });

  test("a file that broke off is not saved", async ({ app, page }) => {
    await openAsNewMember(page, app, "/settings/data");
    await page.route("**/export", (route) =>
      route.fulfill({ contentType: "application/json", body: '{"format":1,"posts":[' }),
    );
    await page.getByRole("button", { name: "Download your data" }).click();
    await page.getByRole("alert").getByText("Couldn’t download your data").waitFor();
  });
});

import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post, reply } from "../../../server/test/support/app/feed-actions.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember } from "../support/members.ts";
import { posts } from "../support/page-actions.ts";

test("a profile shows the user and their posts, the viewer's own including those for members", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app, { name: "Beverly Crusher" });
  await person.browser.sdk.updateProfile({
    input: { bio: "Doctor, dancer, see www.example.com and @worf." },
  });
  await post(person.browser.sdk, "For members.", { audience: "MEMBERS" });
  const all = await post(person.browser.sdk, "For all.");
  await page.goto(`/users/${person.handle.toUpperCase()}`);
  const header = page.getByRole("main").locator("header").first();
  await header.getByRole("heading", { level: 1, name: "Beverly Crusher" }).waitFor();
  await header.getByText("This is you").waitFor();
  await header.getByText("2 posts").waitFor();
  await header.getByText("0 replies").waitFor();
  await header.getByText(/^Joined \w+ \d{4}$/u).waitFor();
  const bio = header.getByText("Doctor, dancer");
  expect(await bio.getByRole("link").first().getAttribute("href")).toBe("https://www.example.com/");
  expect(await bio.getByRole("link").last().getAttribute("href")).toBe("/users/worf");
  await page.getByText("For members.").waitFor();
  expect(await posts(page).count()).toBe(2);
  await posts(page).filter({ hasText: "For all." }).getByRole("link", { name: /repl/u }).click();
  await page.waitForURL(`**/posts/${all.id}`);
  await page.getByLabel("Your reply").waitFor();
  await posts(page).getByRole("link", { name: "Beverly Crusher" }).click();
  await page.waitForURL(`**/users/${person.handle}`);
});

test("the replies of a user have an address of their own, and say what they are for", async ({
  app,
  page,
}) => {
  const asker = await signUpPerson(app, { name: "Jean-Luc Picard" });
  const person = await signUpPerson(app);
  const { id } = await post(asker.browser.sdk, "Tea?");
  const answer = await reply(person.browser.sdk, id, "Earl Grey.");
  await page.goto(`/users/${person.handle}`);
  await page
    .getByRole("navigation", { name: "Posts and replies" })
    .getByRole("link", { name: "Replies" })
    .click();
  await page.waitForURL(`**/users/${person.handle}/replies`);
  await posts(page).getByText("Earl Grey.").waitFor();
  expect(await page.getByRole("link", { name: "Replies", exact: true }).getAttribute("aria-current")).toBe(
    "page",
  );
  await expectAccessible(page);
  await page.getByRole("link", { name: "In reply to Jean-Luc Picard Tea?" }).click();
  await page.waitForURL(`**/posts/${id}`);

  const response = await page.goto(`/users/${person.handle}/replies`);
  expect(response?.status()).toBe(200);
  await posts(page).getByText("Earl Grey.").click();
  await page.waitForURL(`**/posts/${answer.id}`);
});

test("one's own profile is changed in its place, also the handle, which is in the address", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app, { name: "Before" });
  await post(person.browser.sdk, "Mine.");
  await page.goto(`/users/${person.handle}`);
  const edit = page.getByRole("button", { name: "Edit profile" });
  await edit.press("Enter");
  await page.locator("input:focus").waitFor();
  expect(await page.locator("input:focus").inputValue()).toBe("Before");
  await expectAccessible(page);
  await page.keyboard.type("Before");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect.poll(() => edit.evaluate((element) => element === document.activeElement)).toBe(true);

  await edit.click();
  await page.getByLabel("Name", { exact: true }).fill("After");
  await page.getByLabel("Handle").fill("ab");
  await page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => page.getByLabel("Handle").getAttribute("aria-invalid")).toBe("true");
  const handle = `${person.handle.slice(0, 20)}_new`;
  await page.getByLabel("Handle").fill(handle);
  await page.getByRole("button", { name: "Save" }).click();
  await page.waitForURL(`**/users/${handle}`);
  await page.getByRole("heading", { level: 1, name: "After" }).waitFor();
  await posts(page).getByRole("link", { name: "After" }).waitFor();
});

test("a profile of somebody else cannot be changed", async ({ app, page, context }) => {
  const other = await signUpPerson(app, { name: "Somebody else" });
  await signInNewMember(context, app);
  await page.goto(`/users/${other.handle}`);
  await page.getByRole("heading", { level: 1, name: "Somebody else" }).waitFor();
  expect(await page.getByRole("button", { name: "Edit profile" }).count()).toBe(0);
});

test("an unknown handle shows a message", async ({ page }) => {
  await page.goto("/users/nobody_at_all");
  await page.getByRole("heading", { name: "Nobody here" }).waitFor();
});

import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { post, reply } from "../../../server/test/support/app/feed-actions.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember } from "../support/members.ts";
import { posts } from "../support/page-actions.ts";

test("axe finds no serious violation on the feed's pages, in both themes", async ({ app, page, context }) => {
  await page.goto("/");
  await posts(page).first().waitFor();
  await expectAccessible(page);

  const person = await signInNewMember(context, app);
  const { id } = await post(person.browser.sdk, "See https://example.com", { expiresIn: "ONE_HOUR" });
  await reply(person.browser.sdk, id, "A reply.");
  for (const path of ["/", `/posts/${id}`, `/users/${person.handle}`, "/posts/nonsense"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    if (path !== "/posts/nonsense") await posts(page).first().waitFor();
    await expectAccessible(page);
  }

  await page.goto("/");
  const mine = posts(page).filter({ hasText: "See example.com" });
  await mine.getByRole("button", { name: "Like" }).click();
  await mine.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).waitFor();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").waitFor();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  const other = await signUpPerson(app);
  await post(other.browser.sdk, "News.");
  await page.getByRole("button", { name: "1 new post" }).waitFor();
  await expectAccessible(page);
});

import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { deletePost, post, reply } from "../../../server/test/support/app/feed-actions.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import { choose, fillInSignIn, joinLink, posts } from "../support/page-actions.ts";

test("a thread has its own path, with the post, its replies, and a link to the parent", async ({
  app,
  page,
}) => {
  const author = await signUpPerson(app, { name: "Jean-Luc Picard" });
  const { id } = await post(author.browser.sdk, "Tea?");
  const answer = await reply(author.browser.sdk, id, "Earl Grey.");
  await reply(author.browser.sdk, answer.id, "Hot.");
  await page.goto(`/posts/${id}`);
  await page.getByText("Tea?").waitFor();
  await page.getByRole("heading", { name: "1 reply" }).waitFor();
  expect(await page.title()).toContain("Jean-Luc Picard");
  expect(await page.getByText("Hot.").count()).toBe(0);

  await posts(page).filter({ hasText: "Earl Grey." }).getByRole("link", { name: /repl/u }).click();
  await page.getByText("Hot.").waitFor();
  const above = page.getByRole("region", { name: "In reply to Jean-Luc Picard" });
  await above.getByText("Tea?").waitFor();
  await above.getByRole("link", { name: /repl/u }).click();
  await page.waitForURL(`**/posts/${id}`);
  await page.goBack();
  await page.getByText("Hot.").waitFor();
  await page.getByRole("link", { name: "Sign in to reply" }).waitFor();
});

test("a reply is shown and counted at once, and others see it", async ({ app, page }) => {
  const author = await signUpPerson(app);
  const { id } = await post(author.browser.sdk, "Who is with me?", { audience: "MEMBERS" });
  await openAsNewMember(page, app, `/posts/${id}`);
  await page.getByLabel("Your reply").fill("I am.");
  await page.getByText("1019 characters left").waitFor();
  await page.getByLabel("Your reply").press("Control+Enter");
  await posts(page).filter({ hasText: "I am." }).getByRole("button", { name: "Like" }).waitFor();
  await page.getByRole("heading", { name: "1 reply" }).waitFor();
  await page.getByRole("status").getByText("Reply posted.").waitFor();
  expect(await page.getByLabel("Your reply").inputValue()).toBe("");
  const { activity } = await author.browser.sdk.activity({ id });
  expect(activity?.replies.edges.map(({ node }) => node)).toMatchObject([
    { message: "I am.", audience: "MEMBERS" },
  ]);
});

test("a reply to a deleted post is rejected, and its text is kept", async ({ app, page }) => {
  const author = await signUpPerson(app);
  const { id } = await post(author.browser.sdk, "Soon gone.");
  await openAsNewMember(page, app, `/posts/${id}`);
  await page.getByLabel("Your reply").fill("Wait!");
  await deletePost(author.browser.sdk, id);
  await page.getByRole("button", { name: "Reply", exact: true }).click();
  await page.getByRole("alert").filter({ hasText: "gone" }).waitFor();
  expect(await page.getByLabel("Your reply").inputValue()).toBe("Wait!");
  await page.reload();
  await page.getByRole("heading", { name: "This post is gone" }).waitFor();
});

test("a guest signs in to reply, and returns to the post", async ({ app, page }) => {
  const person = await signUpPerson(app);
  const { id } = await post(person.browser.sdk, "Tea?");
  await page.goto(`/posts/${id}`);
  await page.getByRole("link", { name: "Sign in to reply" }).click();
  await fillInSignIn(page, person);
  await page.getByLabel("Your reply").waitFor();
  expect(new URL(page.url()).pathname).toBe(`/posts/${id}`);
});

test("a post that expires while it is open is replaced by a message with the draft of the reply", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app);
  const { id } = await post(person.browser.sdk, "One hour.", { expiresIn: "ONE_HOUR" });
  await page.clock.install();
  await page.goto(`/posts/${id}`);
  await page.getByLabel("Your reply").fill("My last words");
  await page.clock.fastForward("01:00:01");
  await page.getByRole("heading", { name: "This post is gone" }).waitFor();
  await page.getByText("My last words").waitFor();
  await page.getByRole("link", { name: "Go to the feed" }).click();
  await page.getByLabel("New post").waitFor();
});

test("after the page's post was deleted, a message replaces it and gets the focus", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app);
  const { id } = await post(person.browser.sdk, "Not for long.");
  await page.goto(`/posts/${id}`);
  await choose(posts(page), "Delete");
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
  await page.getByRole("alert").getByRole("heading", { name: "This post is gone" }).waitFor();
  await expect.poll(() => page.locator(":focus").textContent()).toContain("This post is gone");
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").textContent()).toBe("Go to the feed");
});

test("the path of an unknown post links to the feed", async ({ page }) => {
  for (const id of ["nonsense", "0192f0c0-0000-7000-8000-000000000000"]) {
    await page.goto(`/posts/${id}`);
    await page.getByRole("heading", { name: "This post is gone" }).waitFor();
  }
  await page.getByRole("link", { name: "Go to the feed" }).click();
  await joinLink(page).waitFor();
});

test("a profile shows the user and their posts, the viewer's own including those for members", async ({
  app,
  page,
  context,
}) => {
  const person = await signInNewMember(context, app, { name: "Beverly Crusher" });
  await person.browser.sdk.updateProfile({ input: { bio: "Doctor, dancer." } });
  await post(person.browser.sdk, "For members.", { audience: "MEMBERS" });
  const all = await post(person.browser.sdk, "For all.");
  await page.goto(`/users/${person.handle.toUpperCase()}`);
  await page.getByRole("heading", { level: 1, name: "Beverly Crusher" }).waitFor();
  await page.getByText("Doctor, dancer.").waitFor();
  await page.getByText("This is you").waitFor();
  await page.getByText("For members.").waitFor();
  expect(await posts(page).count()).toBe(2);
  await posts(page).filter({ hasText: "For all." }).getByRole("link", { name: /repl/u }).click();
  await page.waitForURL(`**/posts/${all.id}`);
  await expect.poll(() => posts(page).count()).toBe(1);
  await posts(page).getByRole("link", { name: "Beverly Crusher" }).click();
  await page.waitForURL(`**/users/${person.handle}`);
});

test("an unknown handle shows a message", async ({ page }) => {
  await page.goto("/users/nobody_at_all");
  await page.getByRole("heading", { name: "Nobody here" }).waitFor();
});

import type { Page } from "playwright-core";
import { expect } from "vitest";
import { signUpPerson } from "../../../server/test/support/app/builders.ts";
import { deletePost, post, reply } from "../../../server/test/support/app/feed-actions.ts";
import { test } from "../support/fixtures.ts";
import { signInNewMember, openAsNewMember } from "../support/members.ts";
import { choose, fillInSignIn, joinLink, posts } from "../support/page-actions.ts";

test("a thread is a conversation: what is above, two levels of replies, oldest first, and a link to deeper ones", async ({
  app,
  page,
}) => {
  const { browser } = await signUpPerson(app, { name: "Jean-Luc Picard" });
  const { id } = await post(browser.sdk, "Tea?");
  const answer = await reply(browser.sdk, id, "Earl Grey.");
  await reply(browser.sdk, id, "Later.");
  const hot = await reply(browser.sdk, answer.id, "Hot.");
  for (const message of ["Very.", "So be it.", "Please."]) await reply(browser.sdk, answer.id, message);
  const deep = await reply(browser.sdk, hot.id, "Deeper.");
  await reply(browser.sdk, deep.id, "Deepest.");
  await page.goto(`/posts/${id}`);
  await page.getByRole("heading", { name: "2 replies" }).waitFor();
  expect(await page.title()).toContain("Jean-Luc Picard");
  await expect
    .poll(() => messages(page))
    .toEqual(["Tea?", "Earl Grey.", "Hot.", "Very.", "So be it.", "Later."]);
  await page.getByRole("button", { name: "Show more replies" }).click();
  await page.getByText("Please.").waitFor();

  await page.getByRole("link", { name: "Continue this thread" }).click();
  await page.waitForURL(`**/posts/${hot.id}`);
  await expect.poll(() => messages(page)).toEqual(["Tea?", "Earl Grey.", "Hot.", "Deeper.", "Deepest."]);
  const above = page.getByRole("list", { name: "Above in this thread" });
  expect(await above.getByRole("article").count()).toBe(2);
  await above.getByText("Tea?").click();
  await page.waitForURL(`**/posts/${id}`);
  await page.goBack();
  await page.getByText("Deepest.").waitFor();
  await page.getByRole("link", { name: "Sign in to reply" }).waitFor();
});

test("a new reply of somebody else appears in its place while the thread is open", async ({ app, page }) => {
  const { browser } = await signUpPerson(app);
  const { id } = await post(browser.sdk, "Who is there?");
  await reply(browser.sdk, id, "First.");
  await page.clock.install();
  await page.goto(`/posts/${id}`);
  await page.getByText("First.").waitFor();
  await reply(browser.sdk, id, "Second.");
  await page.clock.fastForward(31_000);
  await expect.poll(() => messages(page)).toEqual(["Who is there?", "First.", "Second."]);
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

test("a reply can be taken back", async ({ app, page }) => {
  const author = await signUpPerson(app);
  const { id } = await post(author.browser.sdk, "Who takes it back?");
  await openAsNewMember(page, app, `/posts/${id}`);
  await page.getByLabel("Your reply").fill("I do.");
  await page.getByRole("button", { name: "Reply", exact: true }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => page.getByLabel("Your reply").inputValue()).toBe("I do.");
  await page.getByRole("heading", { name: "Replies" }).waitFor();
  expect((await author.browser.sdk.activity({ id })).activity?.repliesCount).toBe(0);
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

test("a guest at the address of a post for members signs in, and is led back to it; an unknown one looks the same", async ({
  app,
  page,
}) => {
  const person = await signUpPerson(app);
  const { id } = await post(person.browser.sdk, "Between us.", { audience: "MEMBERS" });
  const main = page.getByRole("main");
  await page.goto("/posts/0192f0c0-0000-7000-8000-000000000000");
  await main.getByRole("heading", { level: 1 }).waitFor();
  const unknown = await main.innerText();
  await page.goto(`/posts/${id}`);
  await main.getByText("may be for members").waitFor();
  expect(await main.innerText()).toBe(unknown);
  await main.getByRole("link", { name: "Sign in" }).click();
  await fillInSignIn(page, person);
  await page.getByText("Between us.").waitFor();
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
    await page.getByRole("heading", { name: "Gone, or for members only" }).waitFor();
  }
  await page.getByRole("link", { name: "Go to the feed" }).click();
  await joinLink(page).waitFor();
});

/** The texts of the cards, from the top down. */
function messages(page: Page): Promise<string[]> {
  return posts(page).getByRole("paragraph").allInnerTexts();
}

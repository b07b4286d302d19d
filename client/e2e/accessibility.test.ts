import { expect } from "vitest";
import { signUpPerson } from "../../server/test/builders.ts";
import { post, reply } from "../../server/test/feed-people.ts";
import { seriousFindings } from "./axe.ts";
import { test } from "./fixtures.ts";
import { becomeMember } from "./member.ts";
import { posts } from "./person.ts";

const schemes = ["light", "dark"] as const;

test.for(schemes)("the feed's pages are for everybody, %s", async (colorScheme, { app, page, context }) => {
  await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
  await posts(page).first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  const person = await becomeMember(context, app);
  const { id } = await post(person.browser.sdk, "See https://example.com", { expiresIn: "ONE_HOUR" });
  await reply(person.browser.sdk, id, "A reply.");
  for (const path of ["/", `/posts/${id}`, `/users/${person.handle}`, "/posts/nonsense"]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor();
    if (path !== "/posts/nonsense") await posts(page).first().waitFor();
    expect(await seriousFindings(page), path).toEqual([]);
  }

  await page.goto("/");
  const mine = posts(page).filter({ hasText: "See https" });
  await mine.getByRole("button", { name: "Like" }).click();
  await mine.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").waitFor();
  expect(await seriousFindings(page), "with a question").toEqual([]);
  await page.keyboard.press("Escape");

  const other = await signUpPerson(app);
  await post(other.browser.sdk, "News.");
  await page.getByRole("button", { name: "1 new post" }).waitFor();
  expect(await seriousFindings(page), "with news").toEqual([]);
});

import type { Page } from "playwright-core";
import { post } from "../../../server/test/support/app/feed-actions.ts";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";
import { signInNewMember } from "./members.ts";

/** A page, and what it shows once it is complete. */
type PageToOpen = [path: string, content: string];

const guestPages: PageToOpen[] = [
  ["/", "article"],
  ["/sign-in", "main [type=password]"],
  ["/sign-up", "main [type=password]"],
  ["/confirm", "[autocomplete=one-time-code]"],
  ["/recover", "main [type=submit]"],
  ["/recover?step=code&email=ada%40example.com", "main [type=password]"],
  ["/nowhere", "h1"],
  ["/users/nobody_has_this", "h1"],
  ["/users/worf", "article"],
];

const settings: PageToOpen[] = [
  ["/settings", "textarea"],
  ["/settings/email", "main [type=email]"],
  ["/settings/password", "main [type=password]"],
  ["/settings/authenticator", "main [type=submit]"],
  ["/settings/sessions", "main time"],
  ["/settings/delete", "main [type=password]"],
];

/** Opens every page of the web client, first as a guest and then as a new member, and calls back once it is complete. */
export async function onEveryPage(
  page: Page,
  app: TestApp,
  check: (path: string) => Promise<void>,
): Promise<void> {
  const checkAll = async (pages: readonly PageToOpen[]): Promise<void> => {
    for (const [path, content] of pages) {
      await page.goto(path);
      await page.locator(content).first().waitFor();
      await page.locator("h1").first().waitFor({ state: "attached" });
      await check(path);
    }
  };
  await checkAll(guestPages);
  const { browser, handle } = await signInNewMember(page.context(), app);
  const { id } = await post(browser.sdk, "42");
  await checkAll([
    ["/", "textarea"],
    [`/posts/${id}`, "article"],
    [`/users/${handle}`, "article"],
    ...settings,
  ]);
}

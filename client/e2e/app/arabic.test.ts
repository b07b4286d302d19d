import { expect } from "vitest";
import { onEveryPage } from "../support/every-page.ts";
import { expectAccessible } from "../support/expect-accessible.ts";
import { test } from "../support/fixtures.ts";
import { openMenu } from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";

test.describe("an Arabic browser", () => {
  test.override({ locale: "ar-EG" });

  test("gets every page from right to left, accessible, with no text left in English, and one product in its title", async ({
    app,
    page,
  }) => {
    await onEveryPage(page, app, async (path) => {
      const title = await page.title();
      expect({
        path,
        ...(await page.evaluate(() => ({
          lang: document.documentElement.lang,
          dir: document.documentElement.dir,
        }))),
        latinWords: await page.evaluate(findLatinWords),
        products: title.match(/Cruddur/gu)?.length,
        overflow: await page.evaluate(() => document.documentElement.scrollWidth > innerWidth),
      }).toEqual({ path, lang: "ar", dir: "rtl", latinWords: [], products: 1, overflow: false });
      await expectAccessible(page);
    });
  });

  test("is from right to left before anything is shown", async ({ page }) => {
    await page.addInitScript(() => {
      new PerformanceObserver((entries) => {
        Object.assign(globalThis, { directionAtFirstPaint: document.documentElement.dir });
        entries.getEntries();
      }).observe({ type: "paint", buffered: true });
    });
    await page.goto("/");
    await expect
      .poll(() => page.evaluate(() => Reflect.get(globalThis, "directionAtFirstPaint")))
      .toBe("rtl");
  });
});

test("the menu changes the direction, and the API is asked for the language of the page", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await openMenu(page);
  await page.getByRole("radio", { name: "العربية" }).check();
  await expect.poll(() => page.evaluate(() => document.documentElement.dir)).toBe("rtl");
  const request = page.waitForRequest((sent) => requestedOperation(sent) === "SignIn");
  await page.keyboard.press("Escape");
  await page.locator("[type=email]").fill("nobody@example.com");
  await page.locator("[type=password]").fill("not my password at all");
  await page.locator("main [type=submit]").click();
  expect((await request).headers()["accept-language"]).toBe("ar");
  await page.getByRole("alert").first().waitFor();
});

/**
 * Runs in the page. The words in Latin script that a reader gets, but for those of people and addresses, which have a
 * direction of their own, and for names.
 */
function findLatinWords(): string[] {
  const names = new Set(["Cruddur", "English", "Français", "Chrome", "Linux", "GraphQL"]);
  for (const { textContent } of document.querySelectorAll("body bdi, body [dir]")) {
    for (const name of textContent.split(/[^A-Za-zÀ-ÿ]+/u)) names.add(name);
  }
  const found: string[] = [];
  const read = (text: string | null): void => {
    // What is isolated from the direction is a name or an address.
    const own = (text ?? "").replaceAll(/[\u2066\u2068][^\u2069]*\u2069/gu, "");
    for (const [word] of own.matchAll(/[A-Za-zÀ-ÿ]{2,}/gu)) if (!names.has(word)) found.push(word);
  };
  read(document.title);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node instanceof Element ? node : node.parentElement;
    if (element?.closest("noscript, [lang]:not(html), body [dir], bdi, [aria-hidden=true]")) continue;
    if (node instanceof Element) {
      for (const name of ["aria-label", "placeholder", "title", "alt"]) read(node.getAttribute(name));
    } else read(node.textContent);
  }
  return found;
}

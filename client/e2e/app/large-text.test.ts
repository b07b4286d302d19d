import type { Page } from "playwright-core";
import { expect } from "vitest";
import { languages } from "../../src/i18n/languages.ts";
import { findChromium, launchChromium } from "../support/chromium.ts";
import { onEveryPage } from "../support/every-page.ts";
import { test } from "../support/fixtures.ts";

test.for([
  { width: 360, fontSize: 24 },
  { width: 390, fontSize: 32 },
])(
  "with text of $fontSize px on a screen of $width px no page loses any, in no language",
  async (size, { app }) => {
    const chromium = await launchChromium(findChromium(), [
      `--blink-settings=defaultFontSize=${size.fontSize}`,
    ]);
    const context = await chromium.newContext({
      baseURL: app.url,
      viewport: { width: size.width, height: 800 },
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const lost: string[] = [];
    await onEveryPage(page, app, async (path) => {
      for (const language of Object.keys(languages)) {
        await chooseLanguage(page, language);
        for (const problem of await page.evaluate(findLostText)) lost.push(`${language} ${path}: ${problem}`);
      }
    });
    await chromium.close();
    expect(lost).toEqual([]);
  },
);

/** As another tab does it: the page stays. */
async function chooseLanguage(page: Page, language: string): Promise<void> {
  await page.evaluate((chosen) => {
    localStorage.setItem("language", chosen);
    dispatchEvent(new StorageEvent("storage", { key: "language", newValue: chosen }));
  }, language);
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
}

/** Runs in the page: what lies beside the screen, or is cut off by a box that is too narrow for it. */
function findLostText(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  const lost = scrollWidth > clientWidth ? [`scrolls to ${scrollWidth} px`] : [];
  const all = [...document.querySelectorAll<HTMLElement>("body *:not(svg *)")];
  // For screen readers only, and the link that comes into view with the focus.
  const hidden = all.filter(
    (element) => getComputedStyle(element).clipPath !== "none" || element.className.includes?.("skip"),
  );
  for (const element of all) {
    const box = element.getBoundingClientRect();
    // Hidden from eyes, or not rendered.
    if (box.width <= 1 || box.height <= 1 || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (hidden.some((ancestor) => ancestor.contains(element))) continue;
    const hasText = [...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== "");
    const name = `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.slice(0, 30)}”`;
    if (box.left < -1 || box.right > clientWidth + 1)
      lost.push(`${name} lies at ${box.left} to ${box.right}`);
    else if (
      hasText &&
      element.scrollWidth > element.clientWidth + 1 &&
      getComputedStyle(element).overflowX !== "visible"
    )
      lost.push(`${name} is cut`);
  }
  return lost;
}

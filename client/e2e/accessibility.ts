import axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Looks for what axe calls serious or critical, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const violations = await page.evaluate(findViolations);
    expect(violations, `${page.url()} in the ${colorScheme} theme`).toEqual([]);
  }
}

/** Runs in the page, where axe has been put. */
async function findViolations(): Promise<string[]> {
  const { axe: axeInPage } = globalThis as unknown as { axe: { run: () => Promise<AxeResults> } };
  const { violations } = await axeInPage.run();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

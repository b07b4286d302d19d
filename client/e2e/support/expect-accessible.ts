import axe from "axe-core";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Expects no serious or critical violation of axe. In the dark theme only contrast is checked: all else is the same. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const violations = await page.evaluate(findViolations, colorScheme === "dark" ? ["color-contrast"] : []);
    expect(violations, `${page.url()} in the ${colorScheme} theme`).toEqual([]);
  }
}

/** Runs in the page, after axe. Without rules it checks all of axe's, and the size of targets (WCAG 2.5.8). */
async function findViolations(rules: string[]): Promise<string[]> {
  const { axe: axeInPage } = globalThis as unknown as { axe: Pick<typeof axe, "run"> };
  const { violations }: AxeResults = await axeInPage.run(
    rules.length > 0 ? { runOnly: rules } : { rules: { "target-size": { enabled: true } } },
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

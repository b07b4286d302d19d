import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds on the page that is serious or critical, each with the places where. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    () =>
      // @ts-expect-error axe is in the page now, of which this side knows nothing.
      globalThis.axe.run(document, { resultTypes: ["violations"] }) as Promise<axe.AxeResults>,
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

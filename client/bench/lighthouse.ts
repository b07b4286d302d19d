import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startServer } from "../../server/bench/server-process.ts";
import { createSdk } from "../sdk/sdk.ts";
import { findChromium } from "../e2e/support/chromium.ts";

// `npm run bench:web`: Lighthouse scores of the built web client, for a phone on a slow network. Fails if a score is below
// 95. Search engines are for the pages that they may list: those of sign-up and sign-in have `noindex`. Lighthouse is installed on demand, because it is as large as all other dependencies together.

const LIGHTHOUSE = "lighthouse@13.5.0";
const MIN_SCORE = 95;
const categories = ["performance", "accessibility", "best-practices"] as const;
const listedCategories = [...categories, "seo"] as const;
const ports = { program: 5620, pool: 5621 };

interface Report {
  categories: Record<string, { score: number | null; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { score: number | null; title: string; displayValue?: string }>;
}

const program = fileURLToPath(new URL("../../dist/server/main.js", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "cruddur-lighthouse-"));
const server = await startServer(
  "Cruddur",
  [program],
  { PORT: String(ports.program), USER_POOL_PORT: String(ports.pool), DATA_DIR: join(folder, "data") },
  ports.program,
);
try {
  for (const page of ["/", await publicPost()]) await measure(page, listedCategories);
  for (const page of ["/sign-in", "/sign-up"]) await measure(page, categories);
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}

type Category = (typeof listedCategories)[number];

/** The path of a post of the example feed. */
async function publicPost(): Promise<string> {
  const sdk = createSdk({ url: server.url });
  const { homeFeed } = await sdk.homeFeed({ first: 1 });
  const [edge] = homeFeed.edges;
  if (edge === undefined) throw new Error("The example feed is empty");
  return `/posts/${edge.node.id}`;
}

async function measure(page: string, names: readonly Category[]): Promise<void> {
  printScores(page, names, await runLighthouse(new URL(page, server.url).href, names));
}

async function runLighthouse(url: string, names: readonly Category[]): Promise<Report> {
  const output = join(folder, "report.json");
  const sandbox = process.getuid?.() === 0 ? "--no-sandbox" : "";
  await promisify(execFile)(
    "npx",
    [
      "--yes",
      LIGHTHOUSE,
      url,
      "--quiet",
      "--output=json",
      `--output-path=${output}`,
      `--only-categories=${names.join(",")}`,
      `--chrome-flags=--headless=new --disable-gpu ${sandbox}`,
    ],
    { env: { ...process.env, CHROME_PATH: findChromium() }, shell: process.platform === "win32" },
  );
  return JSON.parse(await readFile(output, "utf8")) as Report;
}

function printScores(page: string, names: readonly Category[], { categories: found, audits }: Report): void {
  const scores = names.map((name) => ({ name, score: Math.round((found[name]?.score ?? 0) * 100) }));
  const line = scores.map(({ name, score }) => `${name} ${String(score).padStart(3)}`).join("   ");
  process.stdout.write(`${page.slice(0, 10).padEnd(10)} ${line}\n`);
  for (const { name, score } of scores) {
    if (score >= MIN_SCORE) continue;
    process.exitCode = 1;
    for (const { id, weight } of found[name]?.auditRefs ?? []) {
      const audit = audits[id];
      if (weight === 0 || audit?.score === undefined || audit.score === null || audit.score >= 0.9) continue;
      process.stdout.write(`  ${name}: ${audit.title} ${audit.displayValue ?? ""}\n`);
    }
  }
}

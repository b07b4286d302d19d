import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startServer } from "../../server/bench/server-process.ts";
import { findChromium } from "../e2e/support/chromium.ts";

// `npm run bench:web`: Lighthouse scores of the built web client, for a phone on a slow network. Fails if a score is below
// 95. Lighthouse is installed on demand, because it is as large as all other dependencies together.

const LIGHTHOUSE = "lighthouse@13.5.0";
const MIN_SCORE = 95;
const categories = ["performance", "accessibility", "best-practices"] as const;
const pages = ["/", "/sign-in", "/sign-up"];
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
  for (const page of pages) printScores(page, await runLighthouse(new URL(page, server.url).href));
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}

async function runLighthouse(url: string): Promise<Report> {
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
      `--only-categories=${categories.join(",")}`,
      `--chrome-flags=--headless=new --disable-gpu ${sandbox}`,
    ],
    { env: { ...process.env, CHROME_PATH: findChromium() }, shell: process.platform === "win32" },
  );
  return JSON.parse(await readFile(output, "utf8")) as Report;
}

function printScores(page: string, { categories: found, audits }: Report): void {
  const scores = categories.map((name) => ({ name, score: Math.round((found[name]?.score ?? 0) * 100) }));
  const line = scores.map(({ name, score }) => `${name} ${String(score).padStart(3)}`).join("   ");
  process.stdout.write(`${page.padEnd(10)} ${line}\n`);
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

import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { load, type Measurement, type Scenario } from "./measure.ts";

const docs = fileURLToPath(new URL("../../docs", import.meta.url));
const packages = [
  "@apollo/server",
  "express",
  "type-graphql",
  "aws-jwt-verify",
  "graphql-yoga",
  "mercurius",
  "graphql-jit",
  "fastify",
  "graphql",
  "drizzle-orm",
  "pg",
];

/** A row of a table; the keys are in the order of the columns. */
type Row = {
  name: string;
  requestsPerSecond: number;
  cpuMicroseconds: number;
  shareOfLimit: number;
  timesBaseline: number;
  p50: number;
  p99: number;
  megabytes: number;
};

/** Prints the tables, and writes them to docs/ as JSON and the first one as a chart. */
export async function writeReport(results: Map<Scenario, Measurement[]>): Promise<void> {
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.version}`;
  const scenarios = [...results].map(([{ title, limit, baseline }, measurements]) => {
    const cpuOf = (server: unknown): number =>
      measurements.find((each) => each.server === server)?.cpuMicroseconds ?? Number.NaN;
    const cpuOfLimit = Number.isNaN(cpuOf(limit)) ? firstCpuOf(results, limit) : cpuOf(limit);
    return {
      title,
      baseline: baseline.name,
      rows: measurements.map((each): Row => ({
        name: each.server.name,
        requestsPerSecond: Math.round(each.requestsPerSecond),
        cpuMicroseconds: Math.round(each.cpuMicroseconds),
        shareOfLimit: rounded(cpuOfLimit / each.cpuMicroseconds),
        timesBaseline: rounded(cpuOf(baseline) / each.cpuMicroseconds),
        p50: each.p50,
        p99: each.p99,
        megabytes: Math.round(each.megabytes),
      })),
    };
  });
  const versions = Object.fromEntries(
    await Promise.all(packages.map(async (name) => [name, await versionOf(name)])),
  );
  process.stdout.write(`\n  ${machine}; ${load}\n`);
  for (const { title, baseline, rows } of scenarios) {
    process.stdout.write(`\n  ${title}\n`);
    process.stdout.write(tableOf(rows, baseline));
  }
  const date = new Date().toISOString().slice(0, 10);
  const data = { date, machine, load, versions, scenarios };
  await writeFile(join(docs, "bench-home-feed.json"), `${JSON.stringify(data, undefined, 2)}\n`);
  const [first] = scenarios;
  if (first)
    await writeFile(
      join(docs, "bench-home-feed.svg"),
      chartOf(first.title, first.rows, `${date}, ${machine}`),
    );
}

function tableOf(rows: Row[], baseline: string): string {
  const line = (cells: unknown[]): string =>
    `  ${cells.map((cell, index) => (index === 0 ? String(cell).padEnd(44) : String(cell).padStart(9))).join("")}\n`;
  return [
    line(["", "req/s", "CPU µs", "of limit", "times", "p50 ms", "p99 ms", "MB"]),
    ...rows.map((row) => line(Object.values(row))),
    `  times: CPU of ${baseline}, divided by the server's\n`,
  ].join("");
}

/** A scenario with other response bytes has no limit of its own: the first scenario that measured it counts. */
function firstCpuOf(results: Map<Scenario, Measurement[]>, limit: unknown): number {
  for (const measurements of results.values()) {
    const found = measurements.find(({ server }) => server === limit);
    if (found) return found.cpuMicroseconds;
  }
  return Number.NaN;
}

function rounded(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}

async function versionOf(name: string): Promise<string> {
  const url = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
  const description: unknown = JSON.parse(await readFile(url, "utf8"));
  return typeof description === "object" && description !== null && "version" in description
    ? String(description.version)
    : "unknown";
}

/** A bar chart of the CPU time per request. */
function chartOf(title: string, rows: { name: string; cpuMicroseconds: number }[], footnote: string): string {
  const longest = Math.max(...rows.map(({ cpuMicroseconds }) => cpuMicroseconds));
  const bars = rows.map(({ name, cpuMicroseconds }, index) => {
    const y = 52 + index * 34;
    const width = Math.max(2, Math.round((cpuMicroseconds / longest) * 360));
    const colour = name.startsWith("Cruddur") ? "#8b5cf6" : "#94a3b8";
    return `  <text x="300" y="${y + 15}" text-anchor="end">${name}</text>
  <rect x="312" y="${y}" width="${width}" height="20" rx="3" fill="${colour}"/>
  <text x="${320 + width}" y="${y + 15}">${cpuMicroseconds} µs</text>`;
  });
  const height = 52 + rows.length * 34 + 36;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 ${height}" role="img" aria-label="CPU per request: ${title}">
  <style>text { font: 13px system-ui, sans-serif; fill: #64748b } .title { font-size: 16px; font-weight: 600 } .small { font-size: 11px }</style>
  <text class="title" x="16" y="28">CPU per request: ${title} (shorter is better)</text>
${bars.join("\n")}
  <text class="small" x="16" y="${height - 12}">${footnote}</text>
</svg>
`;
}

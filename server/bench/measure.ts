import autocannon from "autocannon";
import type { ServerProcess } from "./server-process.ts";

const rounds = 5;
const secondsEach = 2;
const connections = 32;

export const load = `${connections} connections, ${rounds} rounds of ${secondsEach} s by turns, medians`;

export type Request = {
  method: "POST";
  headers: Record<string, string>;
  body: string;
  /** Changes it each time that it is sent. */
  setupRequest?: (request: { body?: Buffer | string }) => object;
};

/** One table: servers that answer the same to the same requests. */
export type Scenario = {
  title: string;
  /** What the share of the limit is reckoned by, and how many times as cheap as which server each is. */
  limit: ServerProcess;
  baseline: ServerProcess;
  servers: ServerProcess[];
  /** In turn. */
  requests: Request[];
};

export type Measured = {
  server: ServerProcess;
  requestsPerSecond: number;
  /** Of all threads of the process. */
  cpuMicroseconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  megabytes: number;
};

/** Measures all servers of each scenario, by turns, so that whatever else the machine does meets them alike. */
export async function measureByTurns(scenarios: Scenario[]): Promise<Map<Scenario, Measured[]>> {
  const results = new Map<Scenario, Measured[]>();
  for (const scenario of scenarios) {
    await assertSameAnswers(scenario);
    const { servers, requests } = scenario;
    for (const each of servers) await measure(each, requests, 2);
    const measured: Measured[] = [];
    for (let round = 0; round < rounds; round += 1)
      for (const each of servers) measured.push(await measure(each, requests, secondsEach));
    results.set(
      scenario,
      servers.map((server) => medians(measured.filter((each) => each.server === server))),
    );
  }
  return results;
}

async function measure(server: ServerProcess, requests: Request[], duration: number): Promise<Measured> {
  const before = await server.cpu();
  const result = await autocannon({ url: server.url, connections, duration, requests });
  const used = (await server.cpu()) - before;
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${server.name}: ${result.non2xx} refusals and ${result.errors} errors under load.`);
  return {
    server,
    requestsPerSecond: result.requests.total / result.duration,
    cpuMicroseconds: (used * 1000) / result.requests.total,
    p50: result.latency.p50,
    p99: result.latency.p99,
    megabytes: await server.megabytes(),
  };
}

/** Numbers of different work are not to be compared. */
async function assertSameAnswers({ servers, requests }: Scenario): Promise<void> {
  for (const request of requests) {
    const answers = await Promise.all(
      servers.map(async ({ name, url }) => ({
        name,
        text: (await (await fetch(url, request)).text()).trim(),
      })),
    );
    const [first = { name: "", text: "" }, ...others] = answers;
    const other = others.find(({ text }) => text !== first.text);
    if (other === undefined) continue;
    let at = 0;
    while (first.text[at] === other.text[at]) at += 1;
    const around = [first, other].map(
      ({ name, text }) => `${name}: ${text.slice(Math.max(0, at - 200), at + 50)}`,
    );
    throw new Error(`The answers differ:\n${around.join("\n")}`);
  }
}

function medians(list: Measured[]): Measured {
  const [first] = list;
  if (!first) throw new Error("Nothing was measured.");
  const of = (pick: (each: Measured) => number): number => median(list.map(pick));
  return {
    server: first.server,
    requestsPerSecond: of((each) => each.requestsPerSecond),
    cpuMicroseconds: of((each) => each.cpuMicroseconds),
    p50: of((each) => each.p50),
    p99: of((each) => each.p99),
    megabytes: of((each) => each.megabytes),
  };
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

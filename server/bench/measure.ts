import autocannon from "autocannon";
import type { ServerProcess } from "./server-process.ts";

const rounds = 5;
const secondsEach = 2;
const defaultWarmUpSeconds = 2;
const defaultConnections = 32;

export const load = `${defaultConnections} connections, ${rounds} alternating rounds of ${secondsEach} s, medians`;

export type Request = {
  method: "POST";
  headers: Record<string, string>;
  body: string;
  /** Changes the request each time before it is sent. */
  setupRequest?: (request: { body?: Buffer | string }, context: object) => object;
  /** Called with each response. */
  onResponse?: (status: number, body: string, context: object) => void;
};

/** One table: servers that respond the same to the same requests. */
export type Scenario = {
  title: string;
  /** The fastest possible server: `shareOfLimit` is its CPU time divided by another server's. */
  limit: ServerProcess;
  /** `timesBaseline` is its CPU time divided by another server's. */
  baseline: ServerProcess;
  servers: ServerProcess[];
  /** Sent in turn. */
  requests: Request[];
  /** Requests to which all servers must respond the same. Default: `requests`. */
  compared?: Request[];
  /** A text that each response must contain. Default: none. */
  expected?: string;
  /** Default: 32. */
  connections?: number;
  /** Default: 2. */
  warmUpSeconds?: number;
  /** Called before each server's round. */
  beforeRound?: () => Promise<void>;
};

/** The result of one round, or the medians of all; CPU time is per request. */
export type Measurement = {
  server: ServerProcess;
  requestsPerSecond: number;
  /** CPU time of all threads of the process. */
  cpuMicroseconds: number;
  /** Latency in milliseconds. */
  p50: number;
  p99: number;
  megabytes: number;
};

/** Measures all servers of each scenario in alternating rounds, so that other load on the machine affects all alike. */
export async function measureInRounds(scenarios: Scenario[]): Promise<Map<Scenario, Measurement[]>> {
  const results = new Map<Scenario, Measurement[]>();
  for (const scenario of scenarios) {
    await assertSameResponses(scenario);
    const { servers, warmUpSeconds = defaultWarmUpSeconds } = scenario;
    for (const server of servers) await measure(server, scenario, warmUpSeconds);
    const measurements: Measurement[] = [];
    for (let round = 0; round < rounds; round += 1)
      for (const server of servers) measurements.push(await measure(server, scenario, secondsEach));
    results.set(
      scenario,
      servers.map((server) => medians(measurements.filter((each) => each.server === server))),
    );
  }
  return results;
}

async function measure(
  server: ServerProcess,
  { requests, expected, connections = defaultConnections, beforeRound }: Scenario,
  duration: number,
): Promise<Measurement> {
  await beforeRound?.();
  const before = await server.cpuMs();
  const result = await autocannon({
    url: server.url,
    connections,
    duration,
    requests,
    ...(expected !== undefined && { verifyBody: (body: unknown) => String(body).includes(expected) }),
  });
  const usedMs = (await server.cpuMs()) - before;
  if (result.mismatches > 0)
    throw new Error(`${server.name}: ${result.mismatches} responses without ${expected}.`);
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(
      `${server.name}: ${result.non2xx} refused requests and ${result.errors} errors under load.`,
    );
  return {
    server,
    requestsPerSecond: result.requests.total / result.duration,
    cpuMicroseconds: (usedMs * 1000) / result.requests.total,
    p50: result.latency.p50,
    p99: result.latency.p99,
    megabytes: await server.megabytes(),
  };
}

/** Only servers that do the same work can be compared. */
async function assertSameResponses({ servers, requests, compared = requests }: Scenario): Promise<void> {
  for (const request of compared) {
    const responses = await Promise.all(
      servers.map(async ({ name, url }) => ({
        name,
        text: (await (await fetch(url, request)).text()).trim(),
      })),
    );
    const [first = { name: "", text: "" }, ...others] = responses;
    const other = others.find(({ text }) => text !== first.text);
    if (other === undefined) continue;
    let at = 0;
    while (first.text[at] === other.text[at]) at += 1;
    const around = [first, other].map(
      ({ name, text }) => `${name}: ${text.slice(Math.max(0, at - 200), at + 50)}`,
    );
    throw new Error(`The responses differ:\n${around.join("\n")}`);
  }
}

function medians(measurements: Measurement[]): Measurement {
  const [first] = measurements;
  if (!first) throw new Error("There are no measurements.");
  const medianOf = (pick: (each: Measurement) => number): number => median(measurements.map(pick));
  return {
    server: first.server,
    requestsPerSecond: medianOf((each) => each.requestsPerSecond),
    cpuMicroseconds: medianOf((each) => each.cpuMicroseconds),
    p50: medianOf((each) => each.p50),
    p99: medianOf((each) => each.p99),
    megabytes: medianOf((each) => each.megabytes),
  };
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

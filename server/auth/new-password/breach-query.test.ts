import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { BreachQueryOutcome } from "../../observability/metrics.ts";
import { createBreachQuery } from "./breach-query.ts";

/** SHA-1 of "password": 5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8. */
const password = "password";
const suffix = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";
const others = "0018A45C4D1DEF81644B54AB7F969B88D65:3\r\nFFF8A45C4D1DEF81644B54AB7F969B88D65:0";

let respond: (response: ServerResponse) => void;
let requests: IncomingMessage[];
let service: Server;
let url: string;
beforeEach(async () => {
  requests = [];
  service = createServer((request, response) => {
    requests.push(request);
    respond(response);
  });
  await new Promise<void>((resolve) => service.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/range/`;
});
afterEach(() => {
  service.closeAllConnections();
  service.close();
});

async function ask(timeoutMs = 60_000): Promise<[isBreached: boolean, outcomes: BreachQueryOutcome[]]> {
  const outcomes: BreachQueryOutcome[] = [];
  const isBreached = createBreachQuery(url, (outcome) => outcomes.push(outcome), timeoutMs);
  return [await isBreached(password), outcomes];
}

test("the service gets five digits of the hash, and is asked for padding", async () => {
  respond = (response) => response.end(`${others}\r\n${suffix}:10434004`);
  expect(await ask()).toEqual([true, ["breached"]]);
  expect(requests.map(({ method, url: path }) => `${method} ${path}`)).toEqual(["GET /range/5BAA6"]);
  expect(requests[0]?.headers["add-padding"]).toBe("true");
  expect(JSON.stringify(requests[0]?.rawHeaders)).not.toMatch(/1E4C9|password/i);
});

test.each([
  ["the range lacks the rest of the hash", others],
  ["the line is padding", `${suffix}:0\r\n${others}`],
  ["the suffix is of another hash", `${suffix.replace("8FD8", "8FD9")}:12`],
])("a password is unknown if %s", async (_reason, range) => {
  respond = (response) => response.end(range);
  expect(await ask()).toEqual([false, ["unknown"]]);
});

test("a range in lower case counts too", async () => {
  respond = (response) => response.end(`${suffix.toLowerCase()}:1\n`);
  expect(await ask()).toEqual([true, ["breached"]]);
});

test.each<[string, (response: ServerResponse) => void]>([
  ["an error", (response) => response.writeHead(503).end(`${suffix}:1`)],
  ["a redirection", (response) => response.writeHead(302, { location: "/elsewhere" }).end()],
  ["nothing", (response) => response.end()],
  ["a page", (response) => response.end(`<html>\n${suffix}:1\n`)],
  ["too much", (response) => response.end(`${suffix}:1\r\n`.repeat(10_000))],
  ["a broken connection", (response) => response.destroy()],
  [
    "half a response",
    (response) =>
      response.writeHead(200, { "content-length": "9999" }).write("0018A", () => response.destroy()),
  ],
])("a password is let through where the service responds with %s", async (_what, answer) => {
  respond = answer;
  expect(await ask()).toEqual([false, ["failed"]]);
});

test.each<[string, (response: ServerResponse) => void]>([
  ["not", () => {}],
  ["without an end", (response) => response.write(others)],
])("a password is let through where the service responds %s in time", async (_how, answer) => {
  respond = answer;
  expect(await ask(50)).toEqual([false, ["timeout"]]);
});

test("more than twenty passwords at once are let through unasked", async () => {
  const waiting: ServerResponse[] = [];
  respond = (response) => {
    waiting.push(response);
    if (waiting.length === 20) for (const each of waiting) each.end(`${suffix}:1`);
  };
  const outcomes: BreachQueryOutcome[] = [];
  const isBreached = createBreachQuery(url, (outcome) => outcomes.push(outcome), 60_000);
  const results = await Promise.all(Array.from({ length: 22 }, () => isBreached(password)));
  expect(results.filter(Boolean)).toHaveLength(20);
  expect(outcomes.filter((outcome) => outcome === "skipped")).toHaveLength(2);
  respond = (response) => response.end(`${suffix}:1`);
  expect(await isBreached(password)).toBe(true);
});

test("nobody is asked without a URL", async () => {
  const isBreached = createBreachQuery(undefined, () => expect.unreachable());
  expect(await isBreached(password)).toBe(false);
});

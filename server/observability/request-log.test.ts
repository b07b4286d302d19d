import { pino } from "pino";
import { expect, it } from "vitest";
import { createRequestLog, type RequestLine } from "./request-log.ts";

const line: RequestLine = {
  level: "info",
  requestId: "9f2c7f1e-7d0b-4b36-9d0f-3a2f4c1d5e6b",
  traceId: undefined,
  method: "POST",
  route: "/graphql",
  operation: "HomeFeed",
  field: "homeFeed",
  status: 200,
  outcome: "ok",
  milliseconds: 1.5,
  account: "q2dJ3xTtY9-_aB4c",
  address: "192.0.2.7",
};

function linesOf(write: (to: { write: (line: string) => void }) => void): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  write({ write: (text) => void lines.push(JSON.parse(text)) });
  return lines;
}

it.each<[string, Partial<RequestLine>]>([
  ["a member's", {}],
  ["a guest's", { account: undefined, operation: undefined }],
  ["what is not served", { method: "GET", route: undefined, field: undefined, status: 404, level: "warn" }],
  ["one in a trace", { traceId: "0af7651916cd43dd8448eb211c80319c", level: "error" }],
  ["an address that a proxy was told", { address: '"},\n{"level":60' }],
])("has a line as pino would write it: %s", (_what, more) => {
  const { level, ...values } = { ...line, ...more };
  const [ours] = linesOf((to) => createRequestLog(to, "info")({ level, ...values }));
  const [pinos] = linesOf((to) => pino({}, to)[level](values));
  expect(ours).toEqual({ ...pinos, time: expect.any(Number) });
});

it("tells a tenth of a millisecond, and nothing below its level", () => {
  const lines = linesOf((to) => {
    const log = createRequestLog(to, "warn");
    log(line);
    log({ ...line, level: "warn", milliseconds: 12.3456 });
    createRequestLog(to, "silent")({ ...line, level: "error" });
  });
  expect(lines).toMatchObject([{ level: 40, milliseconds: 12.3 }]);
});

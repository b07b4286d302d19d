import { once } from "node:events";
import type { Socket } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished, vi } from "vitest";
import { openSocket } from "../test/support/network/raw-http.ts";
import { openTestDatabase } from "../test/support/database/test-database.ts";
import { startLocalUserPool } from "./local-user-pool.ts";

/** Starts a local user pool that waits for the body of a request, `{}`. */
async function startWithOpenRequest(): Promise<{ stop: () => Promise<void>; socket: Socket }> {
  const database = await openTestDatabase();
  onTestFinished(database.close);
  const { url, stop } = await startLocalUserPool({
    database: database.db,
    clock: () => new Date(),
    deliverMail: async () => {},
    host: "localhost",
    port: 0,
  });
  const socket = openSocket(url);
  socket.write("POST / HTTP/1.1\r\nhost: localhost\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n");
  await once(socket, "data");
  return { stop, socket };
}

it("stops after the last response, and does not wait for idle connections", async () => {
  const { stop, socket } = await startWithOpenRequest();
  const stopped = stop();
  socket.write("{}");
  expect(await text(socket)).toContain("UnknownOperationException");
  await stopped;
});

it("stops after ten seconds despite an unfinished request", async () => {
  const { stop, socket } = await startWithOpenRequest();
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const stopped = stop();
  await vi.advanceTimersByTimeAsync(10_000);
  await stopped;
  expect(await text(socket)).toBe("");
});

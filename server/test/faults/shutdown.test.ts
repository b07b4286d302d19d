import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { postGraphql } from "../support/app/post-graphql.ts";
import { becomesTrueWithin } from "../support/patience.ts";
import { startTestApp } from "../support/app/test-app.ts";

it("a node that stops fails no request: it reports not ready, and completes the requests in progress", async () => {
  const { url, stop } = await startTestApp({
    environment: { SHUTDOWN_DELAY_SECONDS: "2", AUTH_MIN_RESPONSE_MS: "2500" },
  });
  const stream = await postGraphql(
    url,
    { query: "subscription { activityPosted { id } }" },
    { accept: "text/event-stream" },
  );
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  // A load balancer keeps sending requests until the node is not ready.
  const balancer = new AbortController();
  const statuses: number[] = [];
  const clients = Array.from({ length: 4 }, async () => {
    while (!balancer.signal.aborted)
      statuses.push(
        (await postGraphql(url, { query: "{ homeFeed { edges { node { message } } } }" })).status,
      );
  });
  const stopped = stop();
  // This request takes longer than the delay.
  const slow = postGraphql(url, {
    query: 'mutation { forgotPassword(input: { identifier: "worf@enterprise.example" }) { __typename } }',
  });
  const notReady = await fetch(`${url}/readyz`);
  const alive = await fetch(`${url}/healthz`);
  balancer.abort();
  await Promise.all(clients);
  expect([notReady.status, alive.status]).toEqual([503, 200]);

  expect(statuses.length).toBeGreaterThanOrEqual(4);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  expect(await stream.text()).toContain("event: complete");
  expect((await slow).status).toBe(200);
  await stopped;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow("fetch failed");
});

it("a node that stops does not wait for idle connections, which browsers open in advance", async () => {
  const { url, stop } = await startTestApp();
  const ahead = connect(Number(new URL(url).port), "localhost");
  await once(ahead, "connect");
  const end = once(ahead, "close");
  let hasStopped = false;
  const stopping = Promise.all([stop(), end]).finally(() => {
    hasStopped = true;
  });
  // Connections that delay a stop are closed after ten seconds.
  expect(await becomesTrueWithin(8000, async () => hasStopped)).toBe(true);
  await stopping;
});

import { once } from "node:events";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp } from "../support/app/test-app.ts";

it("loses no request when it is told to stop: first it is not ready, then it ends what is under way", async () => {
  const { url, stop } = await startTestApp({
    environment: { SHUTDOWN_DELAY_SECONDS: "2", AUTH_MIN_RESPONSE_MS: "2500" },
  });
  const stream = await postGraphql(
    url,
    { query: "subscription { activityPosted { id } }" },
    { accept: "text/event-stream" },
  );
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  // A balancer: it sends as much as comes back, until the node is not ready.
  const balancer = new AbortController();
  const statuses: number[] = [];
  const clients = Array.from({ length: 4 }, async () => {
    while (!balancer.signal.aborted)
      statuses.push(
        (await postGraphql(url, { query: "{ homeFeed { edges { node { message } } } }" })).status,
      );
  });
  const stopped = stop();
  // Takes longer than the delay.
  const slow = postGraphql(url, {
    query: 'mutation { forgotPassword(input: { email: "worf@enterprise.example" }) { __typename } }',
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

it("does not wait for a connection over which nothing has come, as browsers open some ahead", async () => {
  const { url, stop } = await startTestApp();
  const ahead = connect(Number(new URL(url).port), "localhost");
  await once(ahead, "connect");
  const end = once(ahead, "close");
  const before = performance.now();
  await stop();
  await end;
  // What holds a stop up is ended after ten seconds.
  expect(performance.now() - before).toBeLessThan(8000);
});

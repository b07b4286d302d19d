import fc from "fast-check";
import { expect, test } from "vitest";
import { createSimulatedBrowser } from "../test/simulated-browser.ts";
import type { SessionSdk } from "../sdk.ts";

const MINUTE_MS = 60_000;

type Step =
  | { type: "signIn"; tab: number; person: string }
  | { type: "signOut" | "request" | "refresh"; tab: number }
  | { type: "wait"; minutes: number }
  | { type: "endSessions" }
  | { type: "connection"; isBroken: boolean };

const tab = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant("signIn"), tab, person: fc.constantFrom("ada", "worf") }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("signOut"), tab }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constantFrom("request", "refresh"), tab }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("wait"), minutes: fc.constantFrom(1, 14, 16) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("endSessions") }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("connection"), isBroken: fc.boolean() }) },
);

/** Runs all scheduled tasks, one after the other, until none is left. */
async function runUntilIdle(s: fc.Scheduler): Promise<void> {
  await flush();
  while (s.count() > 0) {
    await s.waitNext(1);
    await flush();
  }
}

/** Bodies are streams, which take more turns of the event loop than promises. */
async function flush(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => void setImmediate(resolve));
}

/** Runs steps in three tabs without waiting for one another, with random latencies. */
async function runSteps(s: fc.Scheduler, steps: Step[], locks: boolean) {
  let isBroken = false;
  const browser = createSimulatedBrowser({
    locks,
    async latency(of) {
      await s.schedule(Promise.resolve(), of);
      if (isBroken && of !== "message") throw new TypeError("Failed to fetch");
    },
  });
  const tabs = [browser.openTab(), browser.openTab(), browser.openTab()];
  const violations: string[] = [];

  /** A response must be for the viewer who was signed in when the call was made. */
  async function request(sdk: SessionSdk): Promise<void> {
    const before = sdk.session.state();
    const { viewer } = await sdk.viewer();
    if (before.status === "signedIn" && viewer?.id !== before.viewer.id)
      violations.push(`${before.viewer.id} got the response of ${viewer?.id}`);
    if (before.status === "guest" && viewer) violations.push(`a guest got the response of ${viewer.id}`);
  }

  function runStep(current: Step): Promise<unknown> | undefined {
    switch (current.type) {
      case "signIn":
        return tabs[current.tab]?.signIn({
          input: { identifier: current.person, password: "today is a good day" },
        });
      case "signOut":
        return tabs[current.tab]?.session.signOut();
      case "request":
        return request(tabs[current.tab] as SessionSdk);
      case "refresh":
        return tabs[current.tab]?.session.refresh();
      case "wait":
        browser.advance(current.minutes * MINUTE_MS);
        return;
      case "endSessions":
        browser.api.endSessions();
        return;
      case "connection":
        isBroken = current.isBroken;
    }
  }

  for (const current of steps)
    void s
      .schedule(Promise.resolve(), current.type)
      .then(() => runStep(current))
      .catch(() => {});
  await runUntilIdle(s);
  isBroken = false;
  // A last request in each tab, which retries if the API was unreachable. Without locks a late response may have left a used
  // refresh token, which the next renewal finds out.
  browser.advance((locks ? 2 : 16) * MINUTE_MS);
  for (const sdk of tabs) {
    request(sdk).catch(() => {});
    await runUntilIdle(s);
  }
  return { browser, tabs, violations };
}

test.each([
  ["with Web Locks", true],
  ["without Web Locks", false],
])("tabs never mix two viewers, and agree once they are idle, %s", async (_, locks) => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(step, { maxLength: 12 }), async (s, steps) => {
      const { browser, tabs, violations } = await runSteps(s, steps, locks);
      expect(violations).toEqual([]);
      if (locks) expect(browser.maxConcurrentRefreshes()).toBeLessThanOrEqual(1);
      const person = browser.api.personOf(browser.cookie());
      for (const { session } of tabs) {
        const state = session.state();
        expect(state.status).toBe(person === undefined ? "guest" : "signedIn");
        expect(state.status === "signedIn" ? state.viewer.id : undefined).toBe(person);
      }
    }),
    { numRuns: 500 },
  );
});

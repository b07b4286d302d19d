import fc from "fast-check";
import { expect, test } from "vitest";
import { createSimulatedBrowser } from "../test/simulated-browser.ts";
import type { SessionSdk } from "../sdk.ts";

const MINUTE_MS = 60_000;

type Step =
  | { what: "signIn"; tab: number; person: string }
  | { what: "signOut" | "request" | "refresh"; tab: number }
  | { what: "wait"; minutes: number }
  | { what: "endSessions" }
  | { what: "connection"; breaks: boolean };

const tab = fc.nat(2);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ what: fc.constant("signIn"), tab, person: fc.constantFrom("ada", "worf") }),
  },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("signOut"), tab }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constantFrom("request", "refresh"), tab }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant("wait"), minutes: fc.constantFrom(1, 14, 16) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("endSessions") }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("connection"), breaks: fc.boolean() }) },
);

/** Lets happen what can, one thing after the other, until nothing is under way. */
async function untilQuiet(s: fc.Scheduler): Promise<void> {
  await settled();
  while (s.count() > 0) {
    await s.waitNext(1);
    await settled();
  }
}

/** Answers are streams, which are read in more turns than promises take. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => void setImmediate(resolve));
}

/** Steps of three tabs, each begun without waiting for the one before, and with every delay there can be. */
async function live(s: fc.Scheduler, steps: Step[], locks: boolean) {
  let broken = false;
  const browser = createSimulatedBrowser({
    locks,
    async underWay(what) {
      await s.schedule(Promise.resolve(), what);
      if (broken && what !== "message") throw new TypeError("Failed to fetch");
    },
  });
  const tabs = [browser.openTab(), browser.openTab(), browser.openTab()];
  const wrongs: string[] = [];

  /** Whoever is signed in when a call is made is the person whom the API answers, or it does not answer. */
  async function request(sdk: SessionSdk): Promise<void> {
    const before = sdk.session.state();
    const { viewer } = await sdk.viewer();
    if (before.status === "signedIn" && viewer?.id !== before.viewer.id)
      wrongs.push(`${before.viewer.id} was answered as ${viewer?.id}`);
    if (before.status === "guest" && viewer) wrongs.push(`a guest was answered as ${viewer.id}`);
  }

  function take(doing: Step): Promise<unknown> | undefined {
    switch (doing.what) {
      case "signIn":
        return tabs[doing.tab]?.signIn({ input: { email: doing.person, password: "today is a good day" } });
      case "signOut":
        return tabs[doing.tab]?.session.signOut();
      case "request":
        return request(tabs[doing.tab] as SessionSdk);
      case "refresh":
        return tabs[doing.tab]?.session.refresh();
      case "wait":
        browser.advance(doing.minutes * MINUTE_MS);
        return;
      case "endSessions":
        browser.api.endSessions();
        return;
      case "connection":
        broken = doing.breaks;
    }
  }

  for (const doing of steps)
    void s
      .schedule(Promise.resolve(), doing.what)
      .then(() => take(doing))
      .catch(() => {});
  await untilQuiet(s);
  broken = false;
  // A last look at each tab: whoever was out of reach asks again, and learns what has ended. Without locks a late answer
  // may have left a spent refresh token, which the next renewal finds out.
  browser.advance((locks ? 2 : 16) * MINUTE_MS);
  for (const sdk of tabs) {
    request(sdk).catch(() => {});
    await untilQuiet(s);
  }
  return { browser, tabs, wrongs };
}

test.each([
  ["with Web Locks", true],
  ["without", false],
])("tabs never mix two people, and agree once it is quiet, %s", async (_, locks) => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(step, { maxLength: 12 }), async (s, steps) => {
      const { browser, tabs, wrongs } = await live(s, steps, locks);
      expect(wrongs).toEqual([]);
      if (locks) expect(browser.mostRefreshing()).toBeLessThanOrEqual(1);
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

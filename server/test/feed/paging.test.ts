import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signInAgain, signUpPerson } from "../support/app/builders.ts";
import { deletePost, post, reply } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let person: Person;
beforeAll(async () => {
  // Behind a proxy each sign-in comes from its own address; the sign-ins of one address are limited.
  app = await startTestApp({ environment: { TRUST_PROXY: "1" } });
  person = await signUpPerson(app);
});
afterAll(() => app.stop());

let addresses = 0;
async function signInFromNewAddress(): Promise<void> {
  addresses += 1;
  await signInAgain(person, { "x-forwarded-for": `10.1.${addresses >> 8}.${addresses & 255}` });
}

type Connection = {
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
};

type List = {
  insert: () => Promise<{ id: string; ends: "SOON" | "LATE" }>;
  page: (first: number, after: string | undefined) => Promise<Connection>;
};

/** A change between two pages. */
type Change = { kind: "insert" } | { kind: "delete"; which: number } | { kind: "expire" };

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant("insert" as const) }),
  fc.record({ kind: fc.constant("delete" as const), which: fc.nat(20) }),
  fc.record({ kind: fc.constant("expire" as const) }),
);

const runs = fc.record({
  before: fc.integer({ min: 0, max: 12 }),
  steps: fc.array(
    fc.record({ first: fc.integer({ min: 1, max: 4 }), changes: fc.array(change, { maxLength: 3 }) }),
    {
      minLength: 20,
      maxLength: 20,
    },
  ),
});

/** Every second post expires after an hour, the others after a day. */
let inserted = 0;
async function postOne() {
  const ends = (inserted += 1) % 2 === 0 ? ("SOON" as const) : ("LATE" as const);
  const { id } = await post(person.browser.sdk, `post ${inserted}`, {
    expiresIn: ends === "SOON" ? "ONE_HOUR" : "ONE_DAY",
    audience: inserted % 3 === 0 ? "MEMBERS" : "PUBLIC",
  });
  return { id, ends };
}

const lists: Record<string, () => Promise<List>> = {
  homeFeed: async () => ({
    insert: postOne,
    page: async (first, after) =>
      (await person.browser.sdk.homeFeed({ first, ...(after !== undefined && { after }) })).homeFeed,
  }),
  "user.activities": async () => ({
    insert: postOne,
    page: async (first, after) => {
      const { user } = await person.browser.sdk.user({
        handle: person.handle,
        first,
        ...(after !== undefined && { after }),
      });
      if (!user) throw new Error("There is no such user.");
      return user.activities;
    },
  }),
  "activity.replies": async () => {
    const top = await post(person.browser.sdk, "the top", { expiresIn: "THIRTY_DAYS" });
    return {
      insert: async () => {
        const { id } = await reply(person.browser.sdk, top.id, "a reply");
        return { id, ends: "LATE" };
      },
      page: async (first, after) => {
        const { activity } = await person.browser.sdk.activity({
          id: top.id,
          first,
          ...(after !== undefined && { after }),
        });
        if (!activity) throw new Error("There is no such activity.");
        return activity.replies;
      },
    };
  },
};

it.each(Object.entries(lists))(
  "pages of %s have no gaps and no duplicates, whatever is created, deleted and expires meanwhile",
  async (_name, open) => {
    await fc.assert(
      fc.asyncProperty(runs, async ({ before, steps }) => {
        // The posts of earlier runs have expired.
        app.advance({ days: 2 });
        await signInFromNewAddress();
        const list = await open();
        const there = new Map<string, "SOON" | "LATE">();
        const insert = async () => {
          const { id, ends } = await list.insert();
          there.set(id, ends);
        };
        for (let number = 0; number < before; number += 1) await insert();
        const atTheStart = new Set(there.keys());
        const seen: string[] = [];
        let expired = false;
        let after: string | undefined;
        for (const { first, changes } of steps) {
          const { edges, pageInfo } = await list.page(first, after);
          expect(edges.length).toBeLessThanOrEqual(first);
          for (const { node } of edges) {
            expect(there.has(node.id)).toBe(true);
            seen.push(node.id);
          }
          expect(pageInfo.endCursor).toBe(edges.at(-1)?.cursor ?? null);
          if (!pageInfo.hasNextPage) {
            // What existed from the start to the end was returned once, in its order.
            expect(seen.filter((id) => atTheStart.has(id) && there.has(id))).toEqual(
              [...atTheStart].filter((id) => there.has(id)).toReversed(),
            );
            expect(new Set(seen).size).toBe(seen.length);
            return;
          }
          after = pageInfo.endCursor ?? undefined;
          for (const each of changes) {
            const [...ids] = there.keys();
            const id = each.kind === "delete" ? ids[each.which % Math.max(1, ids.length)] : undefined;
            if (each.kind === "insert") await insert();
            if (id !== undefined) {
              await deletePost(person.browser.sdk, id);
              there.delete(id);
            }
            if (each.kind === "expire" && !expired) {
              expired = true;
              app.advance({ minutes: 61 });
              await signInFromNewAddress();
              for (const [key, ends] of there) if (ends === "SOON") there.delete(key);
            }
          }
        }
        throw new Error("There is no last page.");
      }),
      { numRuns: 15, seed: 20_261_125 },
    );
  },
);

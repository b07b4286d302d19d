import { afterAll, beforeAll, expect, it } from "vitest";
import { createSdk, type Sdk } from "../../../client/sdk/sdk.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { deletePost, like, messagesOf, post, reply } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let people: Person[];
/** The SDKs of each user, one for each node. */
let sdks: Sdk[][];
beforeAll(async () => {
  app = await startTestApp();
  const { url } = await app.startNode();
  people = [];
  for (let number = 0; number < 6; number += 1) people.push(await signUpPerson(app));
  sdks = people.map(({ accessToken }) =>
    [app.url, url].map((node) =>
      createSdk({ url: `${node}/graphql`, headers: () => ({ authorization: `Bearer ${accessToken}` }) }),
    ),
  );
});
afterAll(() => app.stop());

const byNode = (person: number, turn: number): Sdk => {
  const sdk = sdks[person]?.[turn % 2];
  if (!sdk) throw new Error("There is no such user.");
  return sdk;
};
const everybody = (): number[] => people.map((_person, index) => index);

it("counts are exact under concurrent likes and replies, and equal on both nodes", async () => {
  const { id } = await post(byNode(0, 0), "a hot post");
  await Promise.all(
    everybody().flatMap((person) =>
      [0, 1, 2, 3].flatMap((turn) => [
        like(byNode(person, turn), id),
        reply(byNode(person, turn), id, `reply ${person} ${turn}`),
      ]),
    ),
  );
  for (const turn of [0, 1]) {
    expect((await byNode(0, turn).activity({ id })).activity).toMatchObject({
      likesCount: people.length,
      repliesCount: people.length * 4,
      viewerHasLiked: true,
    });
  }
  // Each user unlikes as often as they like: no likes are left.
  await Promise.all(
    everybody().map(async (person) => {
      for (const turn of [0, 1, 0, 1]) {
        await byNode(person, turn).likeActivity({ input: { activityId: id } });
        await byNode(person, turn + 1).unlikeActivity({ input: { activityId: id } });
      }
    }),
  );
  expect((await byNode(0, 1).activity({ id })).activity).toMatchObject({
    likesCount: 0,
    viewerHasLiked: false,
  });
});

it("counts equal the lists while replies are created and deleted concurrently", async () => {
  const top = await post(byNode(0, 0), "a busy post");
  const replies = await Promise.all(
    everybody().map(async (person) => ({
      person,
      ...(await reply(byNode(person, person), top.id, "first")),
    })),
  );
  await Promise.all(
    replies.flatMap(({ person, id }) =>
      [
        deletePost(byNode(person, 0), id),
        byNode(person, 1).deleteActivity({ input: { activityId: id } }),
        reply(byNode(person, 1), top.id, "second"),
        byNode(person, 0).createReply({
          input: { activityId: id, message: "below a reply that is deleted" },
        }),
        byNode(person, 1).likeActivity({ input: { activityId: id } }),
      ].map(async (call) => await call.catch(() => undefined)),
    ),
  );
  const { activity } = await byNode(0, 1).activity({ id: top.id });
  expect(activity?.repliesCount).toBe(people.length);
  expect(messagesOf(activity?.replies ?? { edges: [] })).toEqual(everybody().map(() => "second"));
});

it("an idempotency key that is sent to both nodes at once creates one post", async () => {
  const input = { message: "once", idempotencyKey: "to-both" };
  const answers = await Promise.all(
    [0, 1, 0, 1].map(async (turn) => await byNode(1, turn).createActivity({ input })),
  );
  const ids = answers.map(({ createActivity }) => expectState(createActivity, "Activity").id);
  expect(new Set(ids).size).toBe(1);
});

it("a post that one node creates or deletes is in the next response of the other", async () => {
  const written = await post(byNode(2, 0), "news");
  expect(messagesOf((await byNode(3, 1).homeFeed({ first: 1 })).homeFeed)).toEqual(["news"]);
  // A cursor of one node is valid at the other.
  const { endCursor } = (await byNode(3, 0).homeFeed({ first: 1 })).homeFeed.pageInfo;
  expect((await byNode(3, 1).homeFeed({ after: endCursor ?? "" })).homeFeed.edges.length).toBeGreaterThan(0);
  await deletePost(byNode(2, 1), written.id);
  expect((await byNode(3, 0).activity({ id: written.id })).activity).toBeNull();
});

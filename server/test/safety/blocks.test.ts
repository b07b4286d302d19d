import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createSdk, type Sdk } from "../../../client/sdk/sdk.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { problemsOf } from "../support/app/expectations.ts";
import { like, messagesOf, post, reply } from "../support/app/feed-actions.ts";
import { block, unblock, unmute } from "../support/app/safety-actions.ts";
import { becomesTrueWithin } from "../support/patience.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

type Member = Person & { id: string; sdk: Sdk; elsewhere: Sdk };

let app: TestApp;
let worf: Member;
let garek: Member;
let odo: Member;
beforeAll(async () => {
  app = await startTestApp();
  const { url } = await app.startNode();
  const join = async (): Promise<Member> => {
    const person = await signUpPerson(app);
    const { sdk } = person.browser;
    const { viewer } = await sdk.viewer({});
    const headers = () => ({ authorization: `Bearer ${person.accessToken}` });
    return { ...person, id: viewer?.id ?? "", sdk, elsewhere: createSdk({ url: `${url}/graphql`, headers }) };
  };
  [worf, garek, odo] = [await join(), await join(), await join()];
});
afterAll(() => app.stop());
afterEach(async () => {
  for (const one of [worf, garek]) {
    for (const other of [worf, garek, odo]) {
      if (one === other) continue;
      await unblock(one.sdk, other.id);
      await unmute(one.sdk, other.id);
    }
  }
});

/** A change counts at once on the node of the mutation, and within a second on one that no message reaches. */
async function expectFeed(member: Member, sdk: Sdk, matches: (messages: string[]) => boolean): Promise<void> {
  if (sdk === member.sdk) expect(matches(await feedOf(sdk))).toBe(true);
  else expect(await becomesTrueWithin(1000, async () => matches(await feedOf(sdk)))).toBe(true);
}

const feedOf = async (sdk: Sdk, first = 50): Promise<string[]> =>
  messagesOf((await sdk.homeFeed({ first })).homeFeed);

describe.each([
  ["who blocked", () => ({ viewer: worf, other: garek })],
  ["who was blocked", () => ({ viewer: garek, other: worf })],
])("the one %s", (who, pair) => {
  it("neither sees nor reaches the other, on every node and by every path, until the block is taken back", async () => {
    const { viewer, other } = pair();
    const theirs = await post(other.sdk, `not for the one ${who}`);
    const thread = await post(odo.sdk, "a thread");
    const above = await reply(other.sdk, thread.id, "a reply of theirs");
    const below = await reply(odo.sdk, above.id, "below that");
    const own = await post(viewer.sdk, `by the one ${who}`);
    // Both nodes have seen it before.
    for (const sdk of [viewer.sdk, viewer.elsewhere]) expect(await feedOf(sdk)).toContain(theirs.message);
    await like(viewer.sdk, theirs.id);

    await block(worf.sdk, garek.id);
    for (const sdk of [viewer.sdk, viewer.elsewhere]) {
      await expectFeed(viewer, sdk, (messages) => !messages.includes(theirs.message));
      expect(await feedOf(sdk)).toContain(own.message);
      expect((await sdk.activity({ id: theirs.id })).activity).toBeNull();
      expect((await sdk.activity({ id: above.id })).activity).toBeNull();
      const { activity } = await sdk.activity({ id: thread.id });
      expect(activity?.repliesCount).toBe(1);
      expect(activity?.replies.edges).toEqual([]);
      expect((await sdk.activity({ id: below.id })).activity).toMatchObject({
        message: "below that",
        replyTo: null,
      });
      for (const id of [theirs.id, above.id]) {
        const input = { activityId: id };
        expect(problemsOf((await sdk.likeActivity({ input })).likeActivity)).toEqual([
          "NOT_FOUND activityId",
        ]);
        expect(problemsOf((await sdk.unlikeActivity({ input })).unlikeActivity)).toEqual([
          "NOT_FOUND activityId",
        ]);
        expect(problemsOf((await sdk.deleteActivity({ input })).deleteActivity)).toEqual([
          "NOT_FOUND activityId",
        ]);
        const { createReply } = await sdk.createReply({ input: { ...input, message: "no" } });
        expect(problemsOf(createReply)).toEqual(["NOT_FOUND activityId"]);
      }
      await reply(sdk, below.id, "what others wrote below can be answered");
    }
    // Whoever is not concerned sees both.
    expect(await feedOf(odo.sdk)).toEqual(expect.arrayContaining([theirs.message, own.message]));
    expect(await feedOf(app.sdk)).toEqual(expect.arrayContaining([theirs.message, own.message]));
    expect((await odo.sdk.activity({ id: theirs.id })).activity).toMatchObject({ likesCount: 1 });

    await unblock(worf.sdk, garek.id);
    for (const sdk of [viewer.sdk, viewer.elsewhere]) {
      await expectFeed(viewer, sdk, (messages) => messages.includes(theirs.message));
      expect((await sdk.activity({ id: above.id })).activity?.message).toBe("a reply of theirs");
      expect((await sdk.activity({ id: theirs.id })).activity?.viewerHasLiked).toBe(true);
    }
    expect((await viewer.sdk.activity({ id: own.id })).activity?.message).toBe(own.message);
  });
});

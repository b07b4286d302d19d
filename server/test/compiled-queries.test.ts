import { expect, it } from "vitest";
import { signUpPerson } from "./builders.ts";
import { startTestAppForThisTest } from "./test-app.ts";

const queries: [query: string, variables?: object][] = [
  [
    "{ homeFeed { edges { cursor node { id message createdAt expiresAt audience likesCount repliesCount viewerHasLiked author { handle name bio } } } pageInfo { hasNextPage endCursor } } }",
  ],
  [
    "query Page($first: Int!, $after: String) { homeFeed(first: $first, after: $after) { edges { node { id } } } }",
    { first: 2 },
  ],
  ["query Page($first: Int!) { homeFeed(first: $first) { edges { node { id } } } }", { first: 0 }],
  ["query Page($first: Int!) { homeFeed(first: $first) { edges { node { id } } } }", { first: "two" }],
  ["query Page($first: Int!) { homeFeed(first: $first) { edges { node { id } } } }", {}],
  [
    "{ homeFeed(first: 3) { edges { node { ... on Activity { a: message b: message @skip(if: true) } replies(first: 2) { edges { node { message replyTo { id } } } } } } } }",
  ],
  [
    "query S($yes: Boolean!) { homeFeed(first: 1) { edges { node { id @include(if: $yes) message @skip(if: $yes) } } } }",
    { yes: true },
  ],
  [
    "query S($yes: Boolean!) { homeFeed(first: 1) { edges { node { id @include(if: $yes) message @skip(if: $yes) } } } }",
    { yes: false },
  ],
  [
    '{ user(handle: "nobody_at_all") { id } activity(id: "made-up") { id } viewer { handle groups sessions { current } } }',
  ],
  ['{ viewer { totpEnabled } homeFeed(first: 1, after: "forged") { edges { cursor } } }'],
  ["{ __typename viewer { __typename } }"],
];

it("answers as graphql-js does, byte for byte, errors included, to guests, members and bad tokens", async () => {
  const app = await startTestAppForThisTest({ environment: { COMPILED_QUERIES: "off" }, seed: true });
  const compiling = await app.startNode();
  const { accessToken } = await signUpPerson(app);
  for (const authorization of [undefined, `Bearer ${accessToken}`, "Bearer a.b.c"]) {
    for (const [query, variables] of queries) {
      const ask = async (url: string): Promise<string> => {
        const answer = await fetch(`${url}/graphql`, {
          method: "POST",
          headers: { "content-type": "application/json", ...(authorization && { authorization }) },
          body: JSON.stringify({ query, variables }),
        });
        const text = (await answer.text()).replaceAll(/"requestId":"[^"]*"/g, '"requestId":""');
        return `${answer.status} ${text}`;
      };
      const expected = await ask(app.url);
      // From the third time on it is compiled.
      for (let time = 0; time < 4; time += 1) expect(await ask(compiling.url)).toBe(expected);
    }
  }
});

it("sees a session's end and a new post in the next answer", async () => {
  const app = await startTestAppForThisTest();
  const { browser } = await signUpPerson(app);
  for (let time = 1; time <= 4; time += 1) {
    await browser.sdk.createActivity({ input: { message: `post ${time}`, audience: "MEMBERS" } });
    expect((await browser.sdk.homeFeed({})).homeFeed.edges).toHaveLength(time);
    expect((await app.sdk.homeFeed({})).homeFeed.edges).toHaveLength(0);
  }
  await browser.sdk.signOut();
  await expect(browser.sdk.homeFeed({})).rejects.toMatchObject({ reason: "TOKEN_INVALID" });
});

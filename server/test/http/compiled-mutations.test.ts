import { afterAll, beforeAll, expect, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { messagesOf, post } from "../support/app/feed-actions.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// A mutation is compiled at its second use. From the third on its responses must be those of Apollo Server, to which the
// first two belong, also where they are errors; and it must take effect once.

let app: TestApp;
let slow: Pick<TestApp, "url">;
let worf: Person;
let garek: Person;
beforeAll(async () => {
  app = await startTestApp({ environment: { METRICS_PORT: "0" } });
  slow = await app.startNode({ COMPILED_QUERIES: "off" });
  [worf, garek] = [await signUpPerson(app), await signUpPerson(app)];
});
afterAll(() => app.stop());

const createPost = `mutation ($message: String!, $first: Int) {
  createActivity(input: { message: $message }) {
    __typename
    ... on Activity { message audience isReply likesCount viewerHasLiked author { handle } replies(first: $first) { edges { node { id } } } }
    ... on Rejected { problems { code field } }
  }
}`;
const deletePost = `mutation ($id: ID!) {
  deleteActivity(input: { activityId: $id }) { __typename ... on Rejected { problems { code } } }
}`;

async function send(
  { url }: Pick<TestApp, "url">,
  person: Person | undefined,
  query: string,
  variables: object,
): Promise<{ status: number; body: unknown }> {
  const headers = person ? { authorization: `Bearer ${person.accessToken}` } : undefined;
  const response = await postGraphql(url, { query, variables }, headers);
  const text = await response.text();
  return {
    status: response.status,
    body: JSON.parse(text.replaceAll(/"requestId":"[^"]*"/g, '"requestId":""')),
  };
}

/** Sends a mutation often enough that it is compiled. */
async function compile(query: string, variablesOf: (time: number) => Promise<object>): Promise<void> {
  for (let time = 0; time < 3; time += 1)
    expect(await send(app, worf, query, await variablesOf(time))).toMatchObject({ status: 200 });
}

it("responds as Apollo Server does, to what succeeds, is rejected, or is refused", async () => {
  await compile(createPost, async (time) => ({ message: `post ${time}`, first: 1 }));
  const cases: [Person | undefined, object][] = [
    [worf, { message: "a post", first: 1 }],
    [worf, { message: "" }],
    [worf, { message: "🖖".repeat(281), first: null }],
    [worf, { message: "a page of too many", first: 101 }],
    [worf, { message: "of another type", first: "two" }],
    [worf, {}],
    [undefined, { message: "a guest" }],
  ];
  for (const [person, variables] of cases)
    expect(await send(app, person, createPost, variables)).toEqual(
      await send(slow, person, createPost, variables),
    );
});

it("takes effect once, and is counted once, where a field of its result leads to an error", async () => {
  await compile(createPost, async (time) => ({ message: `warm-up ${time}`, first: 1 }));
  const countCreated = async (): Promise<number> =>
    Number(
      /cruddur_mutations_total\{[^}]*"createActivity"[^}]*"Activity"[^}]*\} (\d+)/.exec(
        await app.metrics(),
      )?.[1],
    );
  const before = await countCreated();
  const { body } = await send(app, worf, createPost, { message: "written once", first: 101 });
  expect(body).toMatchObject({ errors: [{ extensions: { code: "BAD_USER_INPUT" } }] });
  const { homeFeed } = await app.sdk.homeFeed({ first: 50 });
  expect(messagesOf(homeFeed).filter((message) => message === "written once")).toHaveLength(1);
  expect(await countCreated()).toBe(before + 1);
});

it("refuses who may not, and a write shows in the next response", async () => {
  await compile(deletePost, async () => ({ id: (await post(worf.browser.sdk, "to delete")).id }));
  const { id } = await post(worf.browser.sdk, "stays");
  for (let time = 0; time < 3; time += 1) await app.sdk.homeFeed({ first: 1 });
  const refused = await send(app, garek, deletePost, { id });
  expect(refused).toMatchObject({ body: { errors: [{ extensions: { code: "FORBIDDEN" } }] } });
  expect(refused).toEqual(await send(slow, garek, deletePost, { id }));
  expect(messagesOf((await app.sdk.homeFeed({ first: 1 })).homeFeed)).toEqual(["stays"]);
  await send(app, worf, deletePost, { id });
  expect(messagesOf((await app.sdk.homeFeed({ first: 1 })).homeFeed)).not.toEqual(["stays"]);
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { createSchema } from "../../app/schema.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { messagesOf, post } from "../support/app/feed-actions.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { changeToken, machineToken } from "../support/app/sign-token.ts";
import { publicClientId, startTestApp, type TestApp } from "../support/app/test-app.ts";
import { reports, reportsFeature } from "./reports.ts";

const userScope = "aws.cognito.signin.user.admin";
const tenant = { "custom:tenant": "q" };

let app: TestApp;
/** A node with a feature that has guards and rules of its own. */
let node: Pick<TestApp, "url">;
let worf: Person;
beforeAll(async () => {
  app = await startTestApp();
  node = await app.startNode({}, reports);
  worf = await signUpPerson(app);
  await post(worf.browser.sdk, "for all");
  await post(worf.browser.sdk, "for members", { audience: "MEMBERS" });
});
afterAll(() => app.stop());

/** The person's own token, as a trigger adds scopes and groups to it. */
async function own(scope: string | undefined, changes: object = {}): Promise<string> {
  return await changeToken(app, worf.accessToken, { scope, ...tenant, ...changes });
}

/** A token of the person that another app client got by OAuth, with these scopes. */
async function delegated(scope: string, changes: object = {}): Promise<string> {
  const client = { client_id: publicClientId, origin_jti: crypto.randomUUID() };
  return await own(scope, { ...client, ...changes });
}

async function machine(scope: string): Promise<string> {
  return await machineToken(app, scope, tenant);
}

type Answer = { data?: unknown; errors?: { path: string[]; extensions: Record<string, unknown> }[] };

/** The data, or the code, the reason and the scopes of the first error. */
async function ask(query: string, token: string | undefined): Promise<unknown> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const response = await postGraphql(node.url, { query }, headers);
  const { data, errors } = (await response.json()) as Answer;
  const { code, reason, scopes } = errors?.[0]?.extensions ?? {};
  return errors ? [code, reason, ...(scopes === undefined ? [] : [scopes])] : data;
}

const noToken = ["UNAUTHENTICATED", "TOKEN_MISSING"];
const lacks = (...scopes: string[]) => ["FORBIDDEN", "SCOPE_MISSING", scopes];

describe("a field with a scope that the token must name", () => {
  it("is for those whose token names it, people and machines alike", async () => {
    const query = "{ report { title } }";
    const data = { report: { title: "Tribbles" } };
    expect(await ask(query, undefined)).toEqual(noToken);
    expect(await ask(query, await own(userScope))).toEqual(lacks("reports/read", "reports/read.all"));
    expect(await ask(query, await own(undefined))).toEqual(lacks("reports/read", "reports/read.all"));
    for (const token of [
      await own(`${userScope} reports/read`),
      await own("reports/read.all"),
      await delegated("openid reports/read"),
      await machine("reports/read"),
    ])
      expect(await ask(query, token)).toEqual(data);
  });

  it("is refused under each alias and in each fragment, whether compiled, cached or not", async () => {
    const queries: [field: string, query: string][] = [
      ["report", "{ report: report { title } }"],
      ["b", "{ a: report { title } b: report { title } }"],
      ["x", "query Q { ...F } fragment F on Query { x: report { title } }"],
      ["report", "{ ... on Query { report { title } } homeFeed { edges { node { message } } } }"],
    ];
    const reader = await machine("reports/read feed/read");
    const member = await own(userScope);
    for (const [field, query] of queries) {
      for (let time = 0; time < 4; time += 1) {
        expect(await ask(query, reader)).toHaveProperty(field);
        expect(await ask(query, member)).toEqual(lacks("reports/read", "reports/read.all"));
        expect(await ask(query, undefined)).toEqual(noToken);
      }
    }
  });

  it("is refused alone where it may be null", async () => {
    const query = "{ report { title details } }";
    const all = await own("reports/read reports/read.all");
    expect(await ask(query, all)).toEqual({ report: { title: "Tribbles", details: "Two million." } });
    const response = await postGraphql(
      node.url,
      { query },
      { authorization: `Bearer ${await own("reports/read")}` },
    );
    expect(await response.json()).toMatchObject({
      data: { report: { title: "Tribbles", details: null } },
      errors: [{ path: ["report", "details"], extensions: { scopes: ["reports/read.all"] } }],
    });
  });

  it("makes a response that contains it private, a field of another resolver class too", async () => {
    const query = "{ homeFeed { edges { node { message } } } report { readersCount } }";
    const reader = await own(`${userScope} reports/read`);
    const other = await own(`${userScope} reports/read.all`);
    for (let time = 0; time < 4; time += 1) {
      expect(await ask(query, reader)).toMatchObject({ report: { readersCount: 3 } });
      expect(await ask(query, other)).toEqual(lacks("reports/read"));
      expect(await ask(query, await own(userScope))).toEqual(lacks("reports/read", "reports/read.all"));
    }
  });

  it("guards a mutation, which stays closed to machines", async () => {
    const query = "mutation { signReport }";
    for (let time = 0; time < 4; time += 1) {
      expect(await ask(query, undefined)).toEqual(noToken);
      expect(await ask(query, await own(userScope))).toEqual(lacks("reports/read"));
      expect(await ask(query, await own(`${userScope} reports/read`))).toEqual({ signReport: "signed" });
      expect(await ask(query, await delegated("reports/read"))).toEqual({ signReport: "signed" });
      expect(await ask(query, await machine("reports/read"))).toEqual(["FORBIDDEN", "PERSON_REQUIRED"]);
    }
  });

  it("guards a subscription before it starts", async () => {
    const body = { query: "subscription { reportWritten }" };
    const open = async (token: string) =>
      await postGraphql(node.url, body, { accept: "text/event-stream", authorization: `Bearer ${token}` });
    const refused = await open(await own(userScope));
    expect([refused.status, await refused.json()]).toMatchObject([
      403,
      { errors: [{ extensions: { code: "FORBIDDEN", scopes: ["reports/read"] } }] },
    ]);
    expect(await (await open(await machine("reports/read"))).text()).toContain("a title");
  });

  it("guards all methods of a resolver class, besides the scopes of each", async () => {
    const reader = await machine("reports/read");
    expect(await ask("{ oldestReport }", reader)).toEqual({ oldestReport: "Kirk's" });
    expect(await ask("{ oldestReport }", await machine("feed/read"))).toEqual(lacks("reports/read"));
    expect(await ask("{ oldestSecretReport }", reader)).toEqual(lacks("reports/read.all"));
    const all = await machine("reports/read.all");
    expect(await ask("{ oldestSecretReport }", all)).toEqual(lacks("reports/read"));
    const both = await machine("reports/read reports/read.all");
    expect(await ask("{ oldestSecretReport }", both)).toEqual({ oldestSecretReport: "Spock's" });
  });

  it("requires the group too where it has @Authorized, and a person", async () => {
    const query = "{ reportForModerators }";
    const groups = { "cognito:groups": ["moderators"] };
    const data = { reportForModerators: "for moderators" };
    expect(await ask(query, await own(`${userScope} reports/read`, groups))).toEqual(data);
    expect(await ask(query, await delegated("reports/read", groups))).toEqual(data);
    expect(await ask(query, await own(userScope, groups))).toEqual(lacks("reports/read"));
    expect(await ask(query, await own("reports/read"))).toEqual(["FORBIDDEN", "GROUP_MISSING"]);
    expect(await ask(query, await delegated("reports/read"))).toEqual(["FORBIDDEN", "GROUP_MISSING"]);
    expect(await ask(query, await machine("reports/read"))).toEqual(["FORBIDDEN", "PERSON_REQUIRED"]);
  });
});

it("a scope that people hold by their own sign-in is required of machines and delegated tokens alone", async () => {
  const query = "{ reportsCount }";
  for (const token of [await own(userScope), await own(undefined), await delegated(`openid ${userScope}`)])
    expect(await ask(query, token)).toEqual({ reportsCount: 1 });
  expect(await ask(query, await delegated("reports/count"))).toEqual({ reportsCount: 1 });
  expect(await ask(query, await machine("reports/count"))).toEqual({ reportsCount: 1 });
  expect(await ask(query, await delegated("openid reports/read"))).toEqual(lacks("reports/count"));
  expect(await ask(query, await machine("feed/read"))).toEqual(lacks("reports/count"));
  expect(await ask(query, undefined)).toEqual(noToken);
});

describe("a delegated token: of another app client, without the user scope", () => {
  const sdkOf = (token: string) =>
    createSdk({ url: `${app.url}/graphql`, headers: () => ({ authorization: `Bearer ${token}` }) });

  it("reads what its scopes allow", async () => {
    const feedOf = async (scope: string) =>
      messagesOf((await sdkOf(await delegated(scope)).homeFeed()).homeFeed);
    for (let time = 0; time < 4; time += 1) {
      expect(await feedOf(userScope)).toEqual(["for members", "for all"]);
      expect(await feedOf("openid feed/read")).toEqual(["for all"]);
      expect(await feedOf("feed/read feed/read.members")).toEqual(["for members", "for all"]);
      const error = await catchRequestError(feedOf("openid"));
      expect(error.errors[0]?.extensions).toMatchObject({ reason: "SCOPE_MISSING", scopes: ["feed/read"] });
    }
  });

  it("neither shows the account nor changes anything", async () => {
    const sdk = sdkOf(await delegated("openid email profile feed/read feed/read.members"));
    const calls = [
      () => sdk.viewer(),
      () => sdk.createActivity({ input: { message: "by an app" } }),
      () => sdk.updateProfile({ input: { name: "Q" } }),
      () => sdk.deleteAccount({ input: { password: worf.password } }),
      () =>
        sdk.changePassword({ input: { currentPassword: worf.password, newPassword: "a new pass phrase" } }),
      () => sdk.signOutEverywhere(),
      () => sdk.signOut(),
      () => sdk.signIn({ input: { identifier: worf.email, password: worf.password } }),
    ];
    for (const call of calls) {
      const { status, errors } = await catchRequestError(call());
      expect([status, errors[0]?.extensions]).toEqual([
        403,
        { code: "FORBIDDEN", reason: "SCOPE_MISSING", scopes: [userScope], requestId: expect.any(String) },
      ]);
    }
    expect((await worf.browser.sdk.viewer()).viewer?.handle).toBe(worf.handle);
  });
});

describe("the schema", () => {
  it("says which scopes a field requires", () => {
    const schema = createSchema(reports.features);
    const fields = schema.getQueryType()?.getFields();
    expect(fields?.["report"]?.description).toContain("scope `reports/read` or `reports/read.all`");
    expect(fields?.["homeFeed"]?.description).toContain("scope `feed/read`");
  });

  it("is refused where a guard requires a scope that is declared nowhere", () => {
    expect(() => createSchema([{ ...reportsFeature, scopes: [] }])).toThrow("not declared");
  });
});

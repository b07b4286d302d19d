import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { changeToken, machineToken } from "../support/app/sign-token.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { reports } from "./reports.ts";

// Claims that a pre-token-generation trigger adds. Tests sign such tokens with the local pool's key, also those that no trigger
// can make. What they declare: reports.ts.

let text = "";
let app: TestApp;
/** A node with declared claims. */
let node: Pick<TestApp, "url" | "sdk">;
let worf: Person;
beforeAll(async () => {
  app = await startTestApp();
  const log = (line: string): void => {
    text += line;
  };
  node = await app.startNode({ LOG_LEVEL: "warn" }, { ...reports, log: { write: log } });
  worf = await signUpPerson(app);
});
beforeEach(() => {
  text = "";
  // The log tells of each claim once a minute.
  app.advance({ seconds: 61 });
});
afterAll(() => app.stop());

/** Each claim that the log names, with what came of it. */
const logged = (): unknown[] =>
  text
    .split("\n")
    .filter((line) => line.includes("claim"))
    .map((line): Record<string, unknown> => JSON.parse(line))
    .map(({ level, claim, effect }) => [level, claim, effect]);

async function ask(token: string): Promise<unknown> {
  const query = "{ customClaims }";
  const response = await postGraphql(node.url, { query }, { authorization: `Bearer ${token}` });
  const { data, errors } = (await response.json()) as {
    data?: { customClaims: string } | null;
    errors?: { extensions: { code: string; reason: string } }[];
  };
  const { code, reason } = errors?.[0]?.extensions ?? {};
  return code === undefined ? JSON.parse(data?.customClaims ?? "") : [response.status, code, reason];
}

const own = async (claims: object): Promise<string> =>
  await changeToken(app, worf.accessToken, { ...claims });

it("a resolver gets the declared claims of the token in their types, with defaults", async () => {
  const token = await own({ "custom:tenant": "q", seats: 3, plan: "paid", other: "x", email: "x" });
  for (let time = 0; time < 4; time += 1)
    expect(await ask(token)).toEqual({ "custom:tenant": "q", seats: 3, plan: "paid" });
  expect(await ask(await own({ "custom:tenant": "q" }))).toEqual({ "custom:tenant": "q", plan: "free" });
  expect(logged()).toEqual([]);
});

it("an optional claim that does not fit is dropped; the log names it once a minute, without its value", async () => {
  for (let time = 0; time < 3; time += 1) {
    const token = await own({
      "custom:tenant": "q",
      seats: "three",
      plan: { secret: "gold" },
      jti: `${time}`,
    });
    expect(await ask(token)).toEqual({ "custom:tenant": "q", plan: "free" });
  }
  expect(logged()).toEqual([
    [40, "plan", "claim dropped"],
    [40, "seats", "claim dropped"],
  ]);
  expect(text).not.toMatch(/three|gold/);
});

it.each([undefined, null, "", 7, { secret: "q" }, ["q"]])(
  "a token is refused for a required claim that does not fit: %j",
  async (value) => {
    const token = await own({ "custom:tenant": value });
    for (let time = 0; time < 2; time += 1)
      expect(await ask(token)).toEqual([401, "UNAUTHENTICATED", "TOKEN_INVALID"]);
    expect(logged()).toEqual([[40, "custom:tenant", "token refused"]]);
    expect(text).not.toContain("secret");
  },
);

it("a machine has claims of its own declaration", async () => {
  const token = await machineToken(app, "feed/read", { "custom:tenant": "q", seats: 3 });
  expect(await ask(token)).toEqual({ "custom:tenant": "q" });
  const bare = await machineToken(app, "feed/read");
  expect(await ask(bare)).toEqual([401, "UNAUTHENTICATED", "TOKEN_INVALID"]);
});

it("a sign-in whose token lacks a required claim is the operator's fault, not the person's", async () => {
  const { email, password } = worf;
  const error = await catchRequestError(node.sdk.signIn({ input: { identifier: email, password } }));
  expect([error.status, error.code]).toEqual([503, "AUTH_UNAVAILABLE"]);
  expect(logged()).toContainEqual([40, "custom:tenant", "token refused"]);
});

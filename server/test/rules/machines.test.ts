import { count, eq } from "drizzle-orm";
import {
  buildSchema,
  type GraphQLInputType,
  type GraphQLSchema,
  isCompositeType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSdk, type Sdk } from "../../../client/sdk/sdk.ts";
import { sessions } from "../../sessions/sessions-table.ts";
import { users } from "../../users/users-table.ts";
import { type Person, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { like, messagesOf, post } from "../support/app/feed-actions.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { machineToken } from "../support/app/sign-token.ts";
import { publicClientId, startTestApp, type TestApp } from "../support/app/test-app.ts";

// A machine: an app client with a token for itself, by client credentials. The local user pool issues none, so tests sign
// them with its key.

let text = "";
let app: TestApp;
let worf: Person;
beforeAll(async () => {
  app = await startTestApp({
    environment: { LOG_LEVEL: "info" },
    log: (line) => {
      text += line;
    },
  });
  worf = await signUpPerson(app);
  const { id } = await post(worf.browser.sdk, "for all");
  await like(worf.browser.sdk, id);
  await post(worf.browser.sdk, "for members", { audience: "MEMBERS" });
});
afterAll(() => app.stop());

function sdkOf(token: string): Sdk {
  return createSdk({ url: `${app.url}/graphql`, headers: () => ({ authorization: `Bearer ${token}` }) });
}

async function machine(scope: string | undefined): Promise<Sdk> {
  return sdkOf(await machineToken(app, scope));
}

const missing = (scope: string) => ({
  code: "FORBIDDEN",
  reason: "SCOPE_MISSING",
  scopes: [scope],
  requestId: expect.any(String),
});

describe("a machine", () => {
  it("reads PUBLIC posts with the scope feed/read, as nobody", async () => {
    const sdk = await machine("feed/read");
    const { homeFeed } = await sdk.homeFeed();
    expect(messagesOf(homeFeed)).toEqual(["for all"]);
    expect(homeFeed.edges[0]?.node).toMatchObject({ likesCount: 1, viewerHasLiked: false });
    const { user } = await sdk.user({ handle: worf.handle });
    expect(user && messagesOf(user.activities)).toEqual(["for all"]);
    expect((await sdk.viewer()).viewer).toBeNull();
  });

  it("reads MEMBERS posts with the scope feed/read.members too", async () => {
    const sdk = await machine("feed/read feed/read.members");
    const { homeFeed } = await sdk.homeFeed();
    expect(messagesOf(homeFeed)).toEqual(["for members", "for all"]);
    const id = homeFeed.edges[0]?.node.id ?? "";
    expect((await sdk.activity({ id })).activity?.message).toBe("for members");
    expect((await (await machine("feed/read")).activity({ id })).activity).toBeNull();
  });

  it.each([
    undefined,
    "feed/read.members",
    "feed",
    "Feed/read",
    "other/feed/read",
    "aws.cognito.signin.user.admin",
  ])("is refused without the scope feed/read: %s", async (scope) => {
    const sdk = await machine(scope);
    const { handle } = worf;
    const calls = [() => sdk.homeFeed(), () => sdk.user({ handle }), () => sdk.activity({ id: "none" })];
    for (const call of calls) {
      const { status, errors } = await catchRequestError(call());
      expect([status, errors[0]?.extensions]).toEqual([403, missing("feed/read")]);
    }
    const stream = sdk.activityPosted();
    expect((await catchRequestError(stream.next())).errors[0]?.extensions).toEqual(missing("feed/read"));
  });

  it("never gets the cached response of somebody with other scopes", async () => {
    const query =
      "query Mine { ...F } fragment F on Query { mine: homeFeed(first: 7) { edges { node { message } } } }";
    const tokens = {
      guest: undefined,
      member: worf.accessToken,
      reader: await machineToken(app, "feed/read"),
      membersReader: await machineToken(app, "feed/read.members feed/read"),
      nobody: await machineToken(app, "feed/read.members"),
    };
    const expected: Record<keyof typeof tokens, unknown> = {
      guest: ["for all"],
      member: ["for members", "for all"],
      reader: ["for all"],
      membersReader: ["for members", "for all"],
      nobody: "FORBIDDEN",
    };
    const ask = async (who: keyof typeof tokens, spaces: number) => {
      const token = tokens[who];
      const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const response = await postGraphql(app.url, JSON.stringify({ query }) + " ".repeat(spaces), headers);
      const { data, errors } = (await response.json()) as {
        data?: { mine?: Parameters<typeof messagesOf>[0] } | null;
        errors?: { extensions: { code: string } }[];
      };
      return errors?.[0]?.extensions.code ?? (data?.mine && messagesOf(data.mine));
    };
    const names = Object.keys(tokens) as (keyof typeof tokens)[];
    for (let round = 0; round < names.length; round += 1) {
      // Each of them comes first once, with a body that is not cached yet, and then often enough for every cache.
      for (const who of [...names.slice(round), ...names.slice(0, round)])
        for (let time = 0; time < 4; time += 1)
          expect([who, await ask(who, round)]).toEqual([who, expected[who]]);
    }
  });

  it("gains no scope from a header that reads like the scopes of a cached response", async () => {
    const query = "{ homeFeed(first: 9) { edges { node { message } } } }";
    const ask = async (scope: string, accept: string) => {
      const authorization = `Bearer ${await machineToken(app, scope)}`;
      return (await postGraphql(app.url, { query }, { authorization, accept })).status;
    };
    for (let time = 0; time < 4; time += 1) {
      expect(await ask("feed/read", "application/json")).toBe(200);
      for (const separator of [" ", ", ", ","])
        expect(await ask("other/scope", `feed/read${separator}application/json`)).toBeGreaterThanOrEqual(403);
    }
  });

  it("is refused every mutation, and gets neither a user nor a session", async () => {
    const rows = async () => [
      await app.db.select({ count: count() }).from(users),
      await app.db.select({ count: count() }).from(sessions),
    ];
    const before = await rows();
    const schema = buildSchema(readFileSync(new URL("../../../schema.graphql", import.meta.url), "utf8"));
    const documents = mutationsOf(schema);
    expect(documents.length).toBeGreaterThan(20);
    const token = await machineToken(
      app,
      "feed/read feed/read.members feed/write aws.cognito.signin.user.admin",
    );
    for (const query of documents) {
      const response = await postGraphql(app.url, { query }, { authorization: `Bearer ${token}` });
      const { errors } = (await response.json()) as { errors?: { extensions: object }[] };
      expect({ query, status: response.status, ...errors?.[0]?.extensions }).toMatchObject({
        query,
        status: 403,
        code: "FORBIDDEN",
        reason: "PERSON_REQUIRED",
      });
    }
    expect(await rows()).toEqual(before);
    expect(await app.db.select().from(users).where(eq(users.sub, publicClientId))).toEqual([]);
  });

  it("is in the log under a pseudonym, which stays the same", async () => {
    const lines = () =>
      text
        .split("\n")
        .filter(Boolean)
        .map((line): Record<string, unknown> => JSON.parse(line))
        .filter((line) => line["operation"] === "HomeFeed" || line["field"] === "homeFeed");
    text = "";
    for (const scope of ["feed/read", "feed/read other/scope"]) await (await machine(scope)).homeFeed();
    await expect.poll(() => lines().length).toBe(2);
    const accounts = new Set(lines().map((line) => line["account"]));
    expect([...accounts]).toEqual([expect.stringMatching(/^[\w-]{16}$/)]);
    expect(text).not.toContain(publicClientId);
  });

  it("of an app client that the API does not trust is refused", async () => {
    const stranger = "7strangersclient0000000000";
    const sdk = sdkOf(await machineToken(app, "feed/read", { sub: stranger, client_id: stranger }));
    expect((await catchRequestError(sdk.homeFeed())).reason).toBe("TOKEN_INVALID");
  });

  it("is no person: neither by a username nor by a subject of its own", async () => {
    for (const changes of [{ username: publicClientId }, { sub: "another-subject" }]) {
      const sdk = sdkOf(await machineToken(app, "feed/read", changes));
      expect((await catchRequestError(sdk.viewer())).reason).toBe("TOKEN_INVALID");
    }
  });

  it("gets PUBLIC new posts in at most ten streams, which end with its token", async () => {
    const iat = Math.floor(app.now().getTime() / 1000);
    const token = await machineToken(app, "feed/read", { exp: iat + 120 });
    const open = async () =>
      await postGraphql(
        app.url,
        { query: "subscription { activityPosted { message } }" },
        { accept: "text/event-stream", authorization: `Bearer ${token}` },
      );
    const streams = await Promise.all(Array.from({ length: 10 }, open));
    expect(streams.map(({ status }) => status)).toEqual(streams.map(() => 200));
    expect((await open()).status).toBe(429);
    await post(worf.browser.sdk, "new, for members", { audience: "MEMBERS" });
    await post(worf.browser.sdk, "new, for all");
    const readers = streams.map((stream) => stream.body?.pipeThrough(new TextDecoderStream()).getReader());
    const bodies = await Promise.all(
      readers.map(async (reader) => {
        let body = "";
        while (!body.includes("new, for all")) body += (await reader?.read())?.value ?? "";
        return { reader, body };
      }),
    );
    app.advance({ minutes: 3 });
    for (const { reader, body } of bodies) {
      let rest = "";
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
        rest += part.value;
      expect(body).not.toContain("for members");
      expect(rest).toContain("TOKEN_EXPIRED");
    }
  });
});

/** A document for each mutation, with an input that its type accepts. */
function mutationsOf(schema: GraphQLSchema): string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).map(({ name, args, type }) => {
    const values = args
      .filter((argument) => isNonNullType(argument.type))
      .map((argument) => `${argument.name}: ${valueOf(argument.type)}`);
    const selection = isCompositeType(getNamedType(type)) ? "{ __typename }" : "";
    return `mutation { ${name}${values.length > 0 ? `(${values.join(", ")})` : ""} ${selection} }`;
  });
}

function valueOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return valueOf(type.ofType);
  if (isListType(type)) return "[]";
  if (isEnumType(type)) return type.getValues()[0]?.name ?? "";
  if (type.name.endsWith("JSON")) return "{}";
  if (!isInputObjectType(type)) return type.name === "Int" ? "1" : type.name === "Boolean" ? "true" : '"x"';
  const fields = Object.values(type.getFields()).filter((field) => isNonNullType(field.type));
  return `{ ${fields.map((field) => `${field.name}: ${valueOf(field.type)}`).join(", ")} }`;
}

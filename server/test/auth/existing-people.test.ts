import { randomUUID } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  type ExplicitAuthFlowsType,
  type SchemaAttributeType,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pendingProfiles } from "../../users/first-profile/pending-profiles-table.ts";
import { newAccount, newestCode } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

// Accounts that were there before the API, in pools that others made.

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const password = "a long enough pass phrase";

/** A user pool, an app client of it, and a node of the API that stands on them. */
async function openPool(
  settings: Partial<CreateUserPoolCommandInput>,
  environment: Record<string, string> = {},
  client: Partial<CreateUserPoolClientCommandInput> = {},
) {
  const { UserPool } = await app.cognito.send(
    new CreateUserPoolCommand({
      PoolName: "company",
      UsernameConfiguration: { CaseSensitive: false },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: false,
          RequireUppercase: false,
          RequireNumbers: false,
          RequireSymbols: false,
        },
      },
      ...settings,
    }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  const createClient = async (ClientName: string): Promise<string> => {
    const ExplicitAuthFlows: ExplicitAuthFlowsType[] = [
      "ALLOW_USER_PASSWORD_AUTH",
      "ALLOW_REFRESH_TOKEN_AUTH",
    ];
    const { UserPoolClient } = await app.cognito.send(
      new CreateUserPoolClientCommand({ UserPoolId, ClientName, ExplicitAuthFlows, ...client }),
    );
    return UserPoolClient?.ClientId ?? "";
  };
  const apiClientId = await createClient("the api");
  /** Of another program of the company. */
  const ClientId = await createClient("elsewhere");
  const poolVariables = {
    COGNITO_USER_POOL_ID: UserPoolId,
    COGNITO_CLIENT_ID: apiClientId,
    COGNITO_CLIENT_SECRET: "",
    COGNITO_SIGN_UP_CLIENT_ID: "",
    COGNITO_SIGN_UP_CLIENT_SECRET: "",
    COGNITO_TRUSTED_CLIENT_IDS: ClientId,
  };
  const lines: string[] = [];
  const node = await app.startNode(
    {
      LOG_LEVEL: "debug",
      ...poolVariables,
      ...environment,
    },
    { log: { write: (line: string) => void lines.push(line) } },
  );

  /** Creates an account as an administrator does, signs it in as another program does, and uses the API. */
  async function arrive(Username: string, attributes: Record<string, string> = {}) {
    await app.cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: "SUPPRESS",
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
    await app.cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
    );
    return await comeBack(Username);
  }

  async function comeBack(USERNAME: string, PASSWORD = password) {
    const { AuthenticationResult } = await app.cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME, PASSWORD },
      }),
    );
    const browser = node.browser();
    browser.useAccessToken(AuthenticationResult?.AccessToken ?? "");
    const { viewer } = await browser.sdk.viewer();
    if (!viewer) throw new Error("The API does not know the account.");
    return { browser, viewer };
  }

  /** The attributes of an account at the pool. */
  async function attributesOf(Username: string): Promise<Record<string, string | undefined>> {
    const { UserAttributes = [] } = await app.cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
    return Object.fromEntries(UserAttributes.map(({ Name = "", Value }) => [Name, Value]));
  }

  return {
    ...node,
    UserPoolId,
    ClientId,
    poolVariables,
    arrive,
    comeBack,
    attributesOf,
    log: () => lines.join(""),
  };
}

type Pool = Awaited<ReturnType<typeof openPool>>;

const neutral = /^member_[a-z0-9]{10}$/;
const unique = (): string => randomUUID().replaceAll("-", "").slice(0, 8);

describe("in a pool of e-mail addresses", () => {
  let pool: Pool;
  beforeAll(async () => {
    pool = await openPool({ UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] });
  });

  it("an account with name and handle comes in as it is", async () => {
    const { email, handle } = newAccount();
    const { viewer } = await pool.arrive(email, {
      email,
      email_verified: "true",
      name: "Worf",
      preferred_username: handle,
    });
    expect(viewer).toMatchObject({
      email,
      emailVerified: true,
      name: "Worf",
      handle,
      profileIsComplete: true,
    });
  });

  it("an account without a name publishes nothing of its address", async () => {
    const local = `worf${unique()}`;
    const { viewer } = await pool.arrive(`${local}@enterprise.example`);
    expect(viewer.handle).toMatch(neutral);
    expect(viewer.name).toBe(viewer.handle);
    expect(viewer).toMatchObject({ emailVerified: false, profileIsComplete: false });
    const { user } = await pool.sdk.user({ handle: local });
    expect(user).toBeNull();
  });

  it.each([
    ["an address", (email: string) => email],
    ["an address in wide letters", (email: string) => email.replace("@", "＠")],
    ["a name with an address", (email: string) => `Worf <${email}>`],
    ["a phone number", () => "+33 6 12 34 56 78"],
    ["a UUID", () => randomUUID()],
    ["the name of a federated person", () => "Google_1234567890"],
    ["a record of another program", () => '{"formatted":"Worf"}'],
    ["control characters alone", () => "\u0001\u202e\u200b"],
  ])("a name and a handle that are %s are not published", async (_what, make) => {
    const { email } = newAccount();
    const value = make(email);
    const { viewer } = await pool.arrive(email, { name: value, preferred_username: value });
    expect(viewer.handle).toMatch(neutral);
    expect(viewer).toMatchObject({ name: viewer.handle, profileIsComplete: false });
  });

  it("given and family name make a name", async () => {
    const { email, handle } = newAccount();
    const person = { given_name: " Jean-Luc", family_name: "Picard ", preferred_username: handle };
    const { viewer } = await pool.arrive(email, person);
    expect(viewer).toMatchObject({ name: "Jean-Luc Picard", handle, profileIsComplete: true });
  });

  it("a name is displayed without what would break or turn a line", async () => {
    const { email } = newAccount();
    const { viewer } = await pool.arrive(email, { name: `\u202eWorf\n\tson\u0007 of  ${"M".repeat(2000)}` });
    expect(viewer.name).toBe(`Worf son of ${"M".repeat(88)}`);
  });

  it.each([
    ["capitals", (id: string) => `Worf_${id}`, (id: string) => `worf_${id}`, true],
    ["umlauts and spaces", (id: string) => `Wörf Söhn ${id}`, (id: string) => `worf_sohn_${id}`, false],
    ["2,048 characters", (id: string) => id + "x".repeat(2040), (id: string) => id + "x".repeat(22), false],
  ])("a handle with %s becomes one that fits", async (_what, make, expected, isComplete) => {
    const id = unique();
    const { email } = newAccount();
    const { viewer } = await pool.arrive(email, { name: "Worf", preferred_username: make(id) });
    expect(viewer).toMatchObject({ name: "Worf", handle: expected(id), profileIsComplete: isComplete });
  });

  it("a handle in another script is not spelled out", async () => {
    const { email } = newAccount();
    const { viewer } = await pool.arrive(email, { name: "ウォーフ", preferred_username: "ウォーフ" });
    expect(viewer).toMatchObject({ name: "ウォーフ", profileIsComplete: false });
    expect(viewer.handle).toMatch(neutral);
  });

  it("any number of people who want one handle get different ones, at once", async () => {
    const wanted = `wanted_${unique()}`;
    const people = await Promise.all(
      Array.from({ length: 12 }, async () => {
        const { email } = newAccount();
        return (await pool.arrive(email, { name: "X", preferred_username: wanted })).viewer.handle;
      }),
    );
    expect(new Set(people).size).toBe(12);
    expect(people.toSorted().slice(0, 5)).toEqual(["", "2", "3", "4", "5"].map((number) => wanted + number));
    for (const handle of people) expect(handle.startsWith(wanted)).toBe(true);
  });

  it("somebody whose address changes case stays the same person", async () => {
    const { email, handle } = newAccount();
    const { viewer } = await pool.arrive(email.toUpperCase(), { name: "Worf", preferred_username: handle });
    const again = await pool.comeBack(email);
    expect(again.viewer).toMatchObject({ id: viewer.id, email });
  });
});

describe("a person who is asked for name and handle", () => {
  let pool: Pool;
  beforeAll(async () => {
    pool = await openPool({ UsernameAttributes: ["email"] });
  });

  it("chooses both, and is not asked again; the pool has them too", async () => {
    const { email, handle } = newAccount();
    const { browser } = await pool.arrive(email);
    const { updateProfile } = await browser.sdk.updateProfile({ input: { name: "Worf", handle } });
    expect(expectState(updateProfile, "Viewer")).toMatchObject({
      name: "Worf",
      handle,
      profileIsComplete: true,
    });
    expect((await pool.comeBack(email)).viewer).toMatchObject({ handle, profileIsComplete: true });
    expect(await pool.attributesOf(email)).toMatchObject({ name: "Worf", preferred_username: handle });
  });

  it("may keep the handle that was made", async () => {
    const { email } = newAccount();
    const { browser, viewer } = await pool.arrive(email);
    const input = { name: "Worf", handle: viewer.handle };
    const { updateProfile } = await browser.sdk.updateProfile({ input });
    expect(expectState(updateProfile, "Viewer")).toMatchObject({ ...input, profileIsComplete: true });
  });

  it("is asked again after changing one of them, and after a handle that is taken", async () => {
    const taken = await pool.arrive(newAccount().email);
    const { browser } = await pool.arrive(newAccount().email);
    const { updateProfile } = await browser.sdk.updateProfile({ input: { name: "Worf" } });
    expect(expectState(updateProfile, "Viewer")).toMatchObject({ name: "Worf", profileIsComplete: false });
    const again = await browser.sdk.updateProfile({ input: { name: "Worf", handle: taken.viewer.handle } });
    expect(problemsOf(again.updateProfile)).toEqual(["HANDLE_TAKEN handle"]);
    expect((await browser.sdk.viewer()).viewer?.profileIsComplete).toBe(false);
  });
});

describe("in a pool of phone numbers", () => {
  it("a person has no address, and no mail is sent; they can delete their account", async () => {
    const pool = await openPool({ UsernameAttributes: ["phone_number"] });
    const phone = `+336${String(Math.random()).slice(2, 10)}`;
    const { browser, viewer } = await pool.arrive(phone, {
      phone_number: phone,
      phone_number_verified: "true",
    });
    expect(viewer).toMatchObject({ email: null, emailVerified: false, profileIsComplete: false });
    expect(viewer.handle).toMatch(neutral);
    const wrong = await browser.sdk.deleteAccount({ input: { password: "not the pass phrase" } });
    expect(problemsOf(wrong.deleteAccount)).toEqual(["INVALID_CREDENTIALS password"]);
    const newPassword = "quite another pass phrase";
    const changed = await browser.sdk.changePassword({ input: { currentPassword: password, newPassword } });
    expect(changed.changePassword.__typename).toBe("PasswordChanged");
    app.advance({ seconds: 2 });
    const again = await pool.comeBack(phone, newPassword);
    expect(again.viewer.id).toBe(viewer.id);
    const { deleteAccount } = await again.browser.sdk.deleteAccount({ input: { password: newPassword } });
    expect(deleteAccount.__typename).toBe("AccountDeleted");
    expect(pool.log()).not.toContain(phone);
  });
});

describe("in a pool of usernames", () => {
  let pool: Pool;
  beforeAll(async () => {
    pool = await openPool({});
  });

  it("a username that may be a handle is one, and the person is asked for the name", async () => {
    const username = `data_${unique()}`;
    const { viewer } = await pool.arrive(username);
    expect(viewer).toMatchObject({ email: null, handle: username, username, profileIsComplete: false });
  });

  it.each([
    ["an address", () => newAccount().email],
    ["a phone number", () => `+336${String(Math.random()).slice(2, 10)}`],
    ["a UUID", () => randomUUID()],
    ["the name of a federated person", () => `google_${unique()}`],
    ["no handle", () => `data.soong.${unique()}`],
  ])("a username that is %s is not published", async (_what, make) => {
    const username = make();
    const { viewer } = await pool.arrive(username, { name: "Data" });
    expect(viewer).toMatchObject({
      name: "Data",
      username: username.toLowerCase(),
      profileIsComplete: false,
    });
    expect(viewer.handle).toMatch(neutral);
  });

  it("a username that is the local part of the address is not published", async () => {
    const username = `lore_${unique()}`;
    const { viewer } = await pool.arrive(username, { email: `${username}@enterprise.example` });
    expect(viewer.handle).toMatch(neutral);
  });

  it("people who share an address stay apart, with their own passwords", async () => {
    const { email } = newAccount();
    const names = [`b4_${unique()}`, `lal_${unique()}`, `juliana_${unique()}`];
    const people = await Promise.all(
      names.map((name) => pool.arrive(name, { email, email_verified: "true" })),
    );
    expect(new Set(people.map(({ viewer }) => viewer.id)).size).toBe(3);
    const [first] = people;
    const { deleteAccount } = await (first as (typeof people)[0]).browser.sdk.deleteAccount({
      input: { password },
    });
    expect(deleteAccount.__typename).toBe("AccountDeleted");
    for (const name of names.slice(1)) expect((await pool.comeBack(name)).viewer).toMatchObject({ email });
  });
});

describe("in a case-sensitive pool", () => {
  it("two people whose addresses differ in case stay two, each with their own spelling", async () => {
    const pool = await openPool({
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: true },
    });
    const { email } = newAccount();
    const capitals = email.toUpperCase();
    const one = await pool.arrive(email, { name: "One" });
    const other = await pool.arrive(capitals, { name: "Other" });
    expect(other.viewer.id).not.toBe(one.viewer.id);
    expect((await pool.comeBack(email)).viewer).toMatchObject({ id: one.viewer.id, email, name: "One" });
    expect((await pool.comeBack(capitals)).viewer).toMatchObject({
      id: other.viewer.id,
      email: capitals,
      name: "Other",
    });
    const { deleteAccount } = await other.browser.sdk.deleteAccount({ input: { password } });
    expect(deleteAccount.__typename).toBe("AccountDeleted");
    expect((await pool.comeBack(email)).viewer.id).toBe(one.viewer.id);
  });
});

describe("attributes by configuration", () => {
  const custom = (Name: string, Mutable = true) => ({ Name, AttributeDataType: "String" as const, Mutable });

  it("are read from the pool and written to it", async () => {
    const environment = {
      COGNITO_NAME_ATTRIBUTE: "nickname",
      COGNITO_HANDLE_ATTRIBUTE: "custom:login",
    };
    const pool = await openPool({ UsernameAttributes: ["email"], Schema: [custom("login")] }, environment);
    const { email, handle } = newAccount();
    const { browser, viewer } = await pool.arrive(email, {
      nickname: "Number One",
      name: "William T. Riker",
      "custom:login": handle,
    });
    expect(viewer).toMatchObject({ name: "Number One", handle, profileIsComplete: true });
    const other = newAccount().handle;
    await browser.sdk.updateProfile({ input: { name: "Will", handle: other } });
    expect(await pool.attributesOf(email)).toMatchObject({
      nickname: "Will",
      name: "William T. Riker",
      "custom:login": other,
    });
  });

  it("that the pool is not to have are kept here", async () => {
    const environment = { COGNITO_NAME_ATTRIBUTE: "none", COGNITO_HANDLE_ATTRIBUTE: "none" };
    const pool = await openPool({ UsernameAttributes: ["email"] }, environment);
    const { email, handle } = newAccount();
    const { browser, viewer } = await pool.arrive(email, { name: "Worf", preferred_username: handle });
    expect(viewer.handle).toMatch(neutral);
    expect(viewer.profileIsComplete).toBe(false);
    const before = await pool.attributesOf(email);
    const other = newAccount().handle;
    const { updateProfile } = await browser.sdk.updateProfile({ input: { name: "Q", handle: other } });
    expect(expectState(updateProfile, "Viewer")).toMatchObject({ name: "Q", handle: other });
    expect(await pool.attributesOf(email)).toEqual(before);
    expect((await pool.comeBack(email)).viewer).toMatchObject({ name: "Q", handle: other });
  });

  it.each<[string, SchemaAttributeType]>([
    ["is no text", { Name: "short", AttributeDataType: "Number" }],
    [
      "is too short for some handles",
      { Name: "short", AttributeDataType: "String", StringAttributeConstraints: { MaxLength: "12" } },
    ],
  ])("a handle is kept here where its attribute %s", async (_what, attribute) => {
    const pool = await openPool(
      { UsernameAttributes: ["email"], Schema: [{ ...attribute, Mutable: true }] },
      { COGNITO_HANDLE_ATTRIBUTE: "custom:short" },
    );
    expect(pool.log()).toContain("ATTRIBUTE_UNSUITABLE");
    const { email } = newAccount();
    const { browser } = await pool.arrive(email, { "custom:short": "1701" });
    const before = await pool.attributesOf(email);
    const handle = `a_long_handle_${newAccount().handle}`.slice(0, 30);
    const { updateProfile } = await browser.sdk.updateProfile({ input: { handle } });
    expect(expectState(updateProfile, "Viewer").handle).toBe(handle);
    expect(await pool.attributesOf(email)).toEqual(before);
    expect((await pool.comeBack(email)).viewer.handle).toBe(handle);
  });

  it("that the pool lacks, or that cannot change, are kept here", async () => {
    const environment = { COGNITO_NAME_ATTRIBUTE: "custom:fixed", COGNITO_HANDLE_ATTRIBUTE: "custom:absent" };
    const pool = await openPool(
      { UsernameAttributes: ["email"], Schema: [custom("fixed", false)] },
      environment,
    );
    expect(pool.log()).toContain("ATTRIBUTE_NOT_IN_POOL");
    const { email } = newAccount();
    const { browser, viewer } = await pool.arrive(email, { "custom:fixed": "Worf" });
    expect(viewer).toMatchObject({ name: "Worf", profileIsComplete: false });
    const before = await pool.attributesOf(email);
    const { handle } = newAccount();
    const { updateProfile } = await browser.sdk.updateProfile({ input: { name: "Q", handle } });
    expect(expectState(updateProfile, "Viewer")).toMatchObject({
      name: "Q",
      handle,
      profileIsComplete: true,
    });
    expect(await pool.attributesOf(email)).toEqual(before);
  });

  it("a name beside given and family name is kept here where the pool requires those", async () => {
    const required = ["given_name", "family_name"].map((Name) => ({ Name, Required: true, Mutable: true }));
    const pool = await openPool({ UsernameAttributes: ["email"], Schema: required });
    const { email } = newAccount();
    const { browser, viewer } = await pool.arrive(email, { given_name: "Beverly", family_name: "Crusher" });
    expect(viewer.name).toBe("Beverly Crusher");
    const { handle } = newAccount();
    await browser.sdk.updateProfile({ input: { name: "Bev", handle } });
    const attributes = await pool.attributesOf(email);
    expect(attributes["name"]).toBeUndefined();
    expect(attributes).toMatchObject({ given_name: "Beverly", preferred_username: handle });
    expect((await pool.comeBack(email)).viewer).toMatchObject({ name: "Bev", handle });
  });

  it("are kept here where neither the API nor its app client may write them", async () => {
    const pool = await openPool(
      { UsernameAttributes: ["email"] },
      {},
      { WriteAttributes: ["email", "preferred_username"] },
    );
    const node = await app.startNode(pool.poolVariables, {
      credentials: { accessKeyId: "another", secretAccessKey: "key" },
    });
    const { email, handle } = newAccount();
    await pool.arrive(email);
    const { AuthenticationResult } = await app.cognito.send(
      new InitiateAuthCommand({
        ClientId: pool.ClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    );
    const browser = node.browser();
    browser.useAccessToken(AuthenticationResult?.AccessToken ?? "");
    const { updateProfile } = await browser.sdk.updateProfile({ input: { name: "Worf", handle } });
    expect(expectState(updateProfile, "Viewer")).toMatchObject({ name: "Worf", handle });
    const attributes = await pool.attributesOf(email);
    expect([attributes["name"], attributes["preferred_username"]]).toEqual([undefined, handle]);
  });
});

describe("an address that changes at the pool", () => {
  it("is taken over with the next sign-in or refresh, also where it is gone", async () => {
    const pool = await openPool({ AliasAttributes: ["email"] });
    const username = `guinan_${unique()}`;
    const { email } = newAccount();
    const { viewer } = await pool.arrive(username, { email, email_verified: "true", name: "Guinan" });
    const browser = pool.browser();
    const { signIn } = await browser.sdk.signIn({ input: { identifier: email, password } });
    expect(expectState(signIn, "SignedIn").session.viewer).toMatchObject({
      id: viewer.id,
      email,
      emailVerified: true,
    });
    const account = { UserPoolId: pool.UserPoolId, Username: username };
    await app.cognito.send(
      new AdminDeleteUserAttributesCommand({ ...account, UserAttributeNames: ["email", "email_verified"] }),
    );
    const { refreshSession } = await browser.sdk.refreshSession({});
    const { session } = expectState(refreshSession, "SignedIn");
    expect(session.viewer).toMatchObject({ id: viewer.id, email: null, emailVerified: false, username });
  });
});

describe("a sign-up in a pool that has neither name nor handle", () => {
  it("keeps both here until the account is confirmed, and writes none to the pool", async () => {
    const pool = await openPool(
      { UsernameAttributes: ["email"], AutoVerifiedAttributes: ["email"] },
      { COGNITO_NAME_ATTRIBUTE: "none", COGNITO_HANDLE_ATTRIBUTE: "custom:absent" },
    );
    const account = newAccount();
    const { email, name, handle } = account;
    const { signUp } = await pool.sdk.signUp({ input: account });
    expect(signUp.__typename).toBe("CodeSent");
    const attributes = await pool.attributesOf(email);
    expect(Object.keys(attributes).toSorted()).toEqual(["email", "email_verified", "sub"]);
    const code = await newestCode(app, email);
    const { confirmSignUp } = await pool.sdk.confirmSignUp({ input: { identifier: email, code } });
    expect(confirmSignUp.__typename).toBe("SignInRequired");
    const { signIn } = await pool.sdk.signIn({ input: { identifier: email, password: account.password } });
    const { viewer } = expectState(signIn, "SignedIn").session;
    expect(viewer).toMatchObject({ email, name, handle, profileIsComplete: true });
    expect(await app.db.select().from(pendingProfiles)).toEqual([]);
  });
});

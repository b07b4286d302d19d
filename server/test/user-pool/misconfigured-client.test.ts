import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type ExplicitAuthFlowsType,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revocations } from "../../sessions/revocations-table.ts";
import { signInPerson, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError } from "../support/app/expectations.ts";
import { startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { localUserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Starts a node with a log. */
async function startNode(environment: Record<string, string>) {
  const lines: string[] = [];
  const node = await app.startNode(
    { LOG_LEVEL: "error", ...environment },
    { log: { write: (line: string) => void lines.push(line) } },
  );
  const readiness = async () => {
    const response = await fetch(`${node.url}/readyz`);
    const { failing } = (await response.json()) as { failing?: string[] };
    return { status: response.status, failing };
  };
  return { ...node, readiness, log: () => lines.join("") };
}

async function expectUnavailable(call: Promise<unknown>): Promise<void> {
  const error = await catchRequestError(call);
  expect([error.status, error.code]).toEqual([503, "AUTH_UNAVAILABLE"]);
}

/** Makes an app client without a secret. */
async function createClient(
  ExplicitAuthFlows: ExplicitAuthFlowsType[],
  UserPoolId = localUserPoolId,
  EnableTokenRevocation = true,
) {
  const { UserPoolClient } = await app.cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "another",
      ExplicitAuthFlows,
      EnableTokenRevocation,
    }),
  );
  return {
    COGNITO_CLIENT_ID: UserPoolClient?.ClientId ?? "",
    COGNITO_CLIENT_SECRET: "",
    COGNITO_TRUSTED_CLIENT_IDS: "",
  };
}

async function createPool(): Promise<string> {
  const { UserPool } = await app.cognito.send(new CreateUserPoolCommand({ PoolName: "another" }));
  return UserPool?.Id ?? "";
}

describe("an app client that the pool refuses", () => {
  it.each([
    ["a wrong secret", async () => ({ COGNITO_CLIENT_SECRET: "wrong" })],
    ["a secret that is missing", async () => ({ COGNITO_CLIENT_SECRET: "" })],
    ["a wrong secret of the client of sign-up", async () => ({ COGNITO_SIGN_UP_CLIENT_SECRET: "wrong" })],
    ["a client that is not there", async () => ({ COGNITO_CLIENT_ID: "nobody0000000000000000000" })],
    ["a client that allows no password", async () => await createClient(["ALLOW_USER_SRP_AUTH"])],
    [
      "a client of another pool",
      async () => await createClient(["ALLOW_USER_PASSWORD_AUTH"], await createPool()),
    ],
    [
      "a client whose tokens do not name their sign-in",
      async () => await createClient(["ALLOW_USER_PASSWORD_AUTH"], localUserPoolId, false),
    ],
    ["a pool that is not there", async () => ({ COGNITO_USER_POOL_ID: "us-east-1_Nowhere00" })],
  ])("%s: the node is not ready, and says why", async (_what, environment) => {
    const node = await startNode(await environment());
    const { status, failing } = await node.readiness();
    expect(status).toBe(503);
    expect(failing).toContain("userPool");
    expect(node.log()).toContain('"code":"MISCONFIGURED"');
    expect(node.log()).not.toMatch(/wrong"/);
  });

  it.each([
    ["a wrong secret", async () => ({ COGNITO_CLIENT_SECRET: "wrong" })],
    ["a secret that is missing", async () => ({ COGNITO_CLIENT_SECRET: "" })],
    ["a client that allows no password", async () => await createClient(["ALLOW_USER_SRP_AUTH"])],
  ])("%s is never told as the person's fault, and ends no session", async (_what, environment) => {
    const person = await signUpPerson(app);
    const { browser } = await signInPerson(app, person);
    const before = await app.db.select().from(revocations);
    const node = await startNode(await environment());
    const { email, password } = person;
    await expectUnavailable(node.sdk.signIn({ input: { identifier: email, password } }));
    const here = node.browser();
    for (const [name, value] of browser.cookies) here.cookies.set(name, value);
    await expectUnavailable(here.sdk.refreshSession({}));
    expect(await app.db.select().from(revocations)).toEqual(before);
    // A deploy with the right secret goes on.
    expect((await browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
  });
});

describe("an app client that is changed while the API runs", () => {
  it("makes the node not ready, ends no session, and is ready again once it is mended", async () => {
    const client = await createClient(["ALLOW_USER_PASSWORD_AUTH"]);
    const node = await startNode(client);
    expect((await node.readiness()).status).toBe(200);
    const person = await signUpPerson(app);
    const { browser } = await signInPerson(node, person);
    const setFlows = async (ExplicitAuthFlows: ExplicitAuthFlowsType[]) =>
      await app.cognito.send(
        new UpdateUserPoolClientCommand({
          UserPoolId: localUserPoolId,
          ClientId: client.COGNITO_CLIENT_ID,
          ExplicitAuthFlows,
        }),
      );
    await setFlows(["ALLOW_USER_SRP_AUTH"]);
    const { email, password } = person;
    await expectUnavailable(node.sdk.signIn({ input: { identifier: email, password } }));
    await eventually(async () => expect(await node.readiness()).toMatchObject({ failing: ["userPool"] }));
    await setFlows(["ALLOW_USER_PASSWORD_AUTH"]);
    await eventually(async () => expect((await node.readiness()).status).toBe(200));
    expect((await browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
  });

  it("whatever the pool says: a refused refresh ends no session while the app client is refused", async () => {
    const pool = await startFaultyUserPool(app.userPoolUrl);
    const node = await startNode({ COGNITO_ENDPOINT: pool.url });
    const { browser } = await signInPerson(node, await signUpPerson(app));
    const refusal = { kind: "exception", name: "NotAuthorizedException", status: 400 } as const;
    pool.faults.set("GetTokensFromRefreshToken", { ...refusal, message: "Refused." });
    pool.faults.set("InitiateAuth", { ...refusal, message: "Unable to verify secret hash for client x" });
    await expectUnavailable(
      browser.sdk.signIn({ input: { identifier: "worf@example.com", password: "a b c d e f" } }),
    );
    await eventually(async () => expect(await node.readiness()).toMatchObject({ failing: ["userPool"] }));
    await expectUnavailable(browser.sdk.refreshSession({}));
    pool.faults.clear();
    expect((await browser.sdk.refreshSession({})).refreshSession.__typename).toBe("SignedIn");
  });
});

describe("an app client with the flow USER_AUTH alone", () => {
  it("signs in", async () => {
    const node = await startNode(await createClient(["ALLOW_USER_AUTH"]));
    expect((await node.readiness()).status).toBe(200);
    await signInPerson(node, await signUpPerson(app));
  });
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { newAccount, newestCode } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";
import { eventually } from "../support/patience.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** Starts a node. `missing` returns the actions for which it has logged a missing permission. */
async function startNode(credentials?: { accessKeyId: string; secretAccessKey: string }) {
  const lines: string[] = [];
  const log = { write: (line: string) => void lines.push(line) };
  const node = await app.startNode({ LOG_LEVEL: "warn" }, { log, ...(credentials && { credentials }) });
  const actions = (): string[] => lines.flatMap((line) => JSON.parse(line).action ?? []);
  return { ...node, missing: () => actions().toSorted() };
}

it("a node without AWS permissions logs at its start which protections are off, and serves requests", async () => {
  const node = await startNode({ accessKeyId: "stranger", secretAccessKey: "secret" });
  await eventually(() =>
    expect(node.missing()).toEqual([
      "cognito-idp:AdminDeleteSoftwareToken",
      "cognito-idp:AdminDeleteUser",
      "cognito-idp:AdminDisableProviderForUser",
      "cognito-idp:AdminForgetDevice",
      "cognito-idp:AdminGetUser",
      "cognito-idp:AdminLinkProviderForUser",
      "cognito-idp:AdminSetUserMFAPreference",
      "cognito-idp:AdminSetUserPassword",
      "cognito-idp:AdminUpdateDeviceStatus",
      "cognito-idp:AdminUpdateUserAttributes",
      "cognito-idp:AdminUserGlobalSignOut",
      "cognito-idp:ListUsers",
    ]),
  );
  const input = newAccount();
  const { sdk } = node.browser();
  expectState((await sdk.signUp({ input })).signUp, "CodeSent");
  // It cannot replace the first sign-up, so it mails another code for it.
  expectState((await sdk.signUp({ input })).signUp, "CodeSent");
  expect(await app.mails(input.email)).toHaveLength(2);
  const confirmation = { identifier: input.email, code: await newestCode(app, input.email) };
  expectState((await sdk.confirmSignUp({ input: confirmation })).confirmSignUp, "SignedIn");
});

it("a node with all permissions logs nothing", async () => {
  const node = await startNode();
  expectState((await node.sdk.signUp({ input: newAccount() })).signUp, "CodeSent");
  expect(node.missing()).toEqual([]);
});

import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { newAccount, newestCode } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

/** A node, and what it has said of permissions. */
async function startNode(credentials?: { accessKeyId: string; secretAccessKey: string }) {
  const lines: string[] = [];
  const log = { write: (line: string) => void lines.push(line) };
  const node = await app.startNode({ LOG_LEVEL: "warn" }, { log, ...(credentials && { credentials }) });
  const actions = (): string[] => lines.flatMap((line) => JSON.parse(line).action ?? []);
  return { ...node, lacks: () => actions().toSorted() };
}

it("a node without AWS permissions says at its start which protection is off, and serves people all the same", async () => {
  const node = await startNode({ accessKeyId: "stranger", secretAccessKey: "secret" });
  await vi.waitFor(() =>
    expect(node.lacks()).toEqual([
      "cognito-idp:AdminDeleteUser",
      "cognito-idp:AdminGetUser",
      "cognito-idp:AdminUserGlobalSignOut",
    ]),
  );
  const input = newAccount();
  const { sdk } = node.browser();
  expectState((await sdk.signUp({ input })).signUp, "CodeSent");
  // It cannot replace the first, so it mails another code for it.
  expectState((await sdk.signUp({ input })).signUp, "CodeSent");
  expect(await app.mails(input.email)).toHaveLength(2);
  const confirmation = { email: input.email, code: await newestCode(app, input.email) };
  expectState((await sdk.confirmSignUp({ input: confirmation })).confirmSignUp, "SignedIn");
});

it("a node with its permissions says nothing", async () => {
  const node = await startNode();
  expectState((await node.sdk.signUp({ input: newAccount() })).signUp, "CodeSent");
  expect(node.lacks()).toEqual([]);
});

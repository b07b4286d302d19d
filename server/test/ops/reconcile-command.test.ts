import { AdminDeleteUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect, it } from "vitest";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { localCredentials } from "../../local-user-pool/local-user-pool.ts";
import { createCognitoClient } from "../../user-pool/cognito-client.ts";
import { newAccount } from "../support/app/builders.ts";
import { localUserPoolId } from "../support/app/test-app.ts";
import { databaseEnvironment } from "../support/database/database-environment.ts";
import { runCommand } from "../support/program/run-command.ts";
import { runProgram, startProgram, waitForOutput } from "../support/program/run-program.ts";

async function startServer(environment: Record<string, string>) {
  const program = startProgram([], { PORT: "0", ...environment });
  const [, url = ""] = await waitForOutput(program, /Web client +(http:\S+)/);
  const [, userPoolUrl = ""] = await waitForOutput(program, /Local pool +(http:\S+)/);
  return { program, url, userPoolUrl, sdk: createSdk({ url: `${url}/graphql` }) };
}

async function signUp({ url, sdk }: { url: string; sdk: ReturnType<typeof createSdk> }) {
  const account = newAccount();
  await sdk.signUp({ input: account });
  const mails: unknown = await (await fetch(`${url}/inbox.json?to=${account.email}`)).json();
  const code = Array.isArray(mails) ? String(mails[0]?.code) : "";
  expect(
    (await sdk.confirmSignUp({ input: { identifier: account.email, code } })).confirmSignUp.__typename,
  ).toBe("SignedIn");
  return account;
}

it("removes accounts that are gone at the pool, one or all, and no others", async () => {
  const environment = { USER_POOL_PORT: "0", ...(await databaseEnvironment()) };
  const server = await startServer(environment);
  const [first, second, kept] = [await signUp(server), await signUp(server), await signUp(server)];
  const cognito = createCognitoClient({
    region: "us-east-1",
    endpoint: server.userPoolUrl,
    credentials: localCredentials,
  });
  for (const { email: Username } of [first, second])
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId: localUserPoolId, Username }));
  cognito.destroy();
  server.program.child.kill("SIGTERM");
  await server.program.exit;

  const run = async (...args: string[]) => await runProgram(["reconcile", ...args], environment);
  expect((await run("--account", `@${first.handle}`)).output).toContain("Nothing was changed");
  expect((await run("--account", `@${first.handle}`, "--yes")).output).toContain("1 accounts were removed");
  const all = await run("--all", "--yes");
  expect([all.code, all.output]).toEqual([0, expect.stringContaining("1 of 2 accounts")]);
  expect(all.output).toContain(second.email);

  const { sdk } = await startServer(environment);
  for (const { handle } of [first, second]) expect((await sdk.user({ handle })).user).toBeNull();
  expect((await sdk.user({ handle: kept.handle })).user?.handle).toBe(kept.handle);
});

it.each([[[]], [["--all", "--account", "worf"]], [["--everything"]]])(
  "refuses %j before it opens a database",
  async (args) => {
    const { code, output } = await runCommand(["reconcile", ...args], { DATA_DIR: "/dev/null/nowhere" });
    expect([code, output]).toEqual([1, expect.stringContaining("--")]);
    expect(output).not.toMatch(/^ +at /m);
  },
);

import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminGetUserCommand,
  ChangePasswordCommand,
  type CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  ListUserPoolsCommand,
  RevokeTokenCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, expect, it } from "vitest";
import { localCredentials } from "../../local-user-pool/local-user-pool.ts";
import { createCognitoClient } from "../../user-pool/cognito-client.ts";
import { newAccount } from "../support/app/builders.ts";
import { type Program, startProgram, waitForOutput } from "../support/program/run-program.ts";
import { prepareDataDirectory } from "../support/database/test-database.ts";

const ClientId = "local0public0client0000000";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "cruddur-user-pool-"));
});
afterEach(() => rm(directory, { recursive: true }));

type Running = Program & { url: string; inbox: string; cognito: CognitoIdentityProviderClient };

async function start(name: string, environment: Record<string, string> = {}): Promise<Running> {
  const data = join(directory, name);
  if (!existsSync(data)) await prepareDataDirectory(data);
  const program = startProgram(["user-pool"], { ...environment, USER_POOL_PORT: "0", DATA_DIR: data });
  const [, url = "", inbox = ""] = await waitForOutput(
    program,
    /User pool +(http:\S+)[^]*Mail inbox +(http:\S+)/,
  );
  const cognito = createCognitoClient({ region: "us-east-1", endpoint: url, credentials: localCredentials });
  return { ...program, url, inbox, cognito };
}

async function kill({ child, exit }: Running): Promise<void> {
  child.kill("SIGKILL");
  await exit;
}

function signIn({ cognito }: Running, USERNAME: string, PASSWORD: string) {
  const AuthParameters = { USERNAME, PASSWORD };
  return cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow: "USER_PASSWORD_AUTH", AuthParameters }));
}

it("runs several times at once, each with its own inbox and environment file for an API", async () => {
  const [first, other] = await Promise.all([start("first"), start("other", { SERVED_HOSTS: "user-pool" })]);
  expect(first.url).not.toBe(other.url);
  const environment = await readFile(join(directory, "first", "cognito.env"), "utf8");
  expect(environment).toContain("COGNITO_USER_POOL_ID=us-east-1_Local0001");
  expect(environment).toContain(`COGNITO_ENDPOINT=${first.url}`);
  first.child.kill("SIGINT");
  expect(await first.exit).toBe(0);

  // An inbox is served to this machine's own host names and to configured ones.
  const { hostname, port } = new URL(other.inbox);
  const statusFor = (host: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const options = { hostname, port, path: "/inbox.json", headers: { host } };
      get(options, (response) => resolve(response.resume().statusCode)).on("error", reject);
    });
  for (const host of ["evil.example", `evil.example:${port}`, "localhost.evil.example"])
    expect([host, await statusFor(host)]).toEqual([host, 403]);
  for (const host of [`localhost:${port}`, "127.0.0.1", "user-pool"])
    expect([host, await statusFor(host)]).toEqual([host, 200]);
});

it("is killed: it keeps its keys, and all that it acknowledged; its directory and its file stay its owner's", async () => {
  const data = join(directory, "pool");
  const file = join(data, "cognito.env");
  const modes = async () =>
    await Promise.all([data, file].map(async (path) => ((await stat(path)).mode & 0o777).toString(8)));
  await prepareDataDirectory(data);
  await chmod(data, 0o755);
  const first = await start("pool");
  expect(await modes()).toEqual(["700", "600"]);
  const environment = await readFile(file, "utf8");
  const { email, password, name, handle } = newAccount();
  const attributes = { email, name, preferred_username: handle };
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  await first.cognito.send(
    new SignUpCommand({ ClientId, Username: email, Password: password, UserAttributes }),
  );
  const [{ code }] = await (await fetch(`${first.inbox}.json?to=${email}`)).json();
  await kill(first);

  await chmod(data, 0o777);
  await chmod(file, 0o666);
  const second = await start("pool");
  expect(await modes()).toEqual(["700", "600"]);
  const keys = /^AWS_ACCESS_KEY_ID=(.+)\nAWS_SECRET_ACCESS_KEY=(.+)$/m;
  const [, accessKeyId = "", secretAccessKey = ""] = keys.exec(environment) ?? [];
  expect(keys.exec(await readFile(file, "utf8"))?.slice(1)).toEqual([accessKeyId, secretAccessKey]);
  expect([accessKeyId, secretAccessKey]).not.toContain("local");
  const cognito = createCognitoClient({
    region: "us-east-1",
    endpoint: second.url,
    credentials: { accessKeyId, secretAccessKey },
  });
  const { UserPools } = await cognito.send(new ListUserPoolsCommand({ MaxResults: 1 }));
  expect(UserPools).toHaveLength(1);
  cognito.destroy();

  await second.cognito.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode: code }));
  const { AuthenticationResult: tokens } = await signIn(second, email, password);
  const ProposedPassword = "changed just in time";
  await second.cognito.send(
    new ChangePasswordCommand({
      AccessToken: tokens?.AccessToken,
      PreviousPassword: password,
      ProposedPassword,
    }),
  );
  await second.cognito.send(new RevokeTokenCommand({ ClientId, Token: tokens?.RefreshToken }));
  await kill(second);

  const third = await start("pool");
  const UserPoolId = "us-east-1_Local0001";
  const user = await third.cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
  expect(user.UserStatus).toBe("CONFIRMED");
  await expect(signIn(third, email, password)).rejects.toMatchObject({ name: "NotAuthorizedException" });
  expect((await signIn(third, email, ProposedPassword)).AuthenticationResult?.AccessToken).toBeTruthy();
  await expect(
    third.cognito.send(
      new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken: tokens?.RefreshToken }),
    ),
  ).rejects.toMatchObject({ name: "NotAuthorizedException" });
});

import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AdminGetUserCommand, SignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, expect, it } from "vitest";
import { localCredentials } from "../local-user-pool/local-user-pool.ts";
import { createCognitoClient } from "../user-pool/cognito-client.ts";
import { newAccount } from "./builders.ts";
import { type Program, startProgram } from "./run-program.ts";
import { prepareDataDirectory } from "./test-database.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "cruddur-user-pool-"));
});
afterEach(() => rm(directory, { recursive: true }));

async function start(name: string): Promise<Program & { url: string; inbox: string }> {
  const data = join(directory, name);
  if (!existsSync(data)) await prepareDataDirectory(data);
  const program = startProgram(["user-pool"], { USER_POOL_PORT: "0", DATA_DIR: data });
  for (;;) {
    const [, url, inbox] = /User pool +(http:\S+)[^]*Mail inbox +(http:\S+)/.exec(program.output()) ?? [];
    if (url && inbox) return { ...program, url, inbox };
    const over = await Promise.race([
      program.exit.then(() => true),
      once(program.child.stdout ?? program.child, "data").then(() => false),
    ]);
    if (over) throw new Error(`it ended: ${program.output()}`);
  }
}

it("runs alone, several at once, with an inbox; keeps its accounts when it is killed", async () => {
  const [first, other] = await Promise.all([start("first"), start("other")]);
  expect(first.url).not.toBe(other.url);

  const environment = await readFile(join(directory, "first", "cognito.env"), "utf8");
  const UserPoolId = /COGNITO_USER_POOL_ID=(.*)/.exec(environment)?.[1];
  const { email, password, name, handle } = newAccount();
  const cognito = createCognitoClient({
    region: "us-east-1",
    endpoint: first.url,
    credentials: localCredentials,
  });
  await cognito.send(
    new SignUpCommand({
      ClientId: "Local0public0client0000000",
      Username: email,
      Password: password,
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "name", Value: name },
        { Name: "preferred_username", Value: handle },
      ],
    }),
  );
  const mails = await (await fetch(`${first.inbox}.json?to=${email}`)).json();
  expect(mails[0].code).toMatch(/^\d{6}$/);
  first.child.kill("SIGKILL");
  await first.exit;

  const again = await start("first");
  const restarted = createCognitoClient({
    region: "us-east-1",
    endpoint: again.url,
    credentials: localCredentials,
  });
  const { UserStatus } = await restarted.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
  expect(UserStatus).toBe("UNCONFIRMED");
  again.child.kill("SIGINT");
  expect(await again.exit).toBe(0);
});

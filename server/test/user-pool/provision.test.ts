import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  ListGroupsCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { localCredentials, startLocalUserPool } from "../../local-user-pool/local-user-pool.ts";
import { createCognitoClient } from "../../user-pool/cognito-client.ts";
import { inspectUserPool } from "../../user-pool/provisioning/inspect.ts";
import { type UserPoolDefinition, userPoolDefinition } from "../../user-pool/provisioning/pool-definition.ts";
import { planProvision } from "../../user-pool/provisioning/plan.ts";
import { provisionUserPool } from "../../user-pool/provisioning/provision.ts";
import { openTestDatabase } from "../support/database/test-database.ts";
import { runCommand } from "../support/program/run-command.ts";
import { spawnProgram } from "../support/program/run-program.ts";

let cognito: CognitoIdentityProviderClient;
let url: string;
let stop: () => Promise<void>;
let directory: string;

beforeEach(async () => {
  const database = await openTestDatabase();
  const pool = await startLocalUserPool({
    database: database.db,
    clock: () => new Date(),
    deliverMail: async () => {},
    host: "localhost",
    port: 0,
  });
  url = pool.url;
  cognito = createCognitoClient({ region: "us-east-1", endpoint: url, credentials: localCredentials });
  directory = await mkdtemp(join(tmpdir(), "cruddur-provision-"));
  stop = async () => {
    cognito.destroy();
    await pool.stop();
    await database.close();
    await rm(directory, { recursive: true });
  };
});
afterEach(() => stop());

async function plan(definition: UserPoolDefinition = userPoolDefinition) {
  const inspection = await inspectUserPool(cognito, definition);
  const { create, change, immutable } = planProvision(definition, inspection, "all");
  const addresses = (each: { address: string }[]) => each.map(({ address }) => address);
  return { create: addresses(create), change: addresses(change), immutable: addresses(immutable) };
}

describe("provisionUserPool", () => {
  it("creates the pool and its client, and changes nothing the second time", async () => {
    expect((await plan()).create).toEqual(["pool", "api", "sign-up", "groups.moderators"]);
    const first = await provisionUserPool(cognito, userPoolDefinition);
    expect(first.clients[0]?.clientSecret).toBeTruthy();
    expect(await plan()).toEqual({ create: [], change: [], immutable: [] });
    expect(await provisionUserPool(cognito, userPoolDefinition)).toEqual(first);
  });

  it("changes what differs, and keeps settings that the definition does not name", async () => {
    const { userPoolId, clients } = await provisionUserPool(cognito, userPoolDefinition);
    await cognito.send(
      new UpdateUserPoolCommand({
        UserPoolId: userPoolId,
        DeletionProtection: "INACTIVE",
        AutoVerifiedAttributes: ["email"],
        UserPoolTags: { team: "enterprise" },
        MfaConfiguration: "OFF",
      }),
    );
    await cognito.send(
      new UpdateUserPoolClientCommand({
        UserPoolId: userPoolId,
        ClientId: clients[0]?.clientId,
        EnableTokenRevocation: false,
        ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"],
        WriteAttributes: ["email", "name", "preferred_username"],
      }),
    );
    const { change } = await plan();
    expect(change).toEqual(
      expect.arrayContaining([
        "DeletionProtection",
        "api.EnableTokenRevocation",
        "api.ExplicitAuthFlows",
        "api.WriteAttributes",
      ]),
    );
    await provisionUserPool(cognito, userPoolDefinition);
    expect(await plan()).toEqual({ create: [], change: [], immutable: [] });
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
    expect(UserPool?.UserPoolTags).toEqual({ team: "enterprise" });
  });

  it("names differences that only a new pool could remove, and changes nothing", async () => {
    const { Schema: _, ...pool } = userPoolDefinition.pool;
    const wrong = {
      ...userPoolDefinition,
      pool: { ...pool, UsernameConfiguration: { CaseSensitive: true } },
      clients: userPoolDefinition.clients.map((client) => ({ ...client, GenerateSecret: false })),
    };
    await provisionUserPool(cognito, wrong);
    const { create, immutable } = await plan();
    expect(create).toEqual([]);
    expect(immutable).toEqual(
      expect.arrayContaining([
        "UsernameConfiguration.CaseSensitive",
        "SchemaAttributes[name].Required",
        "api.GenerateSecret",
      ]),
    );
    await provisionUserPool(cognito, userPoolDefinition);
    expect((await plan()).immutable).toEqual(immutable);
  });
});

describe("the commands", () => {
  const credentials = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local", AWS_REGION: "us-east-1" };

  it("provision prints its plan; with --yes it creates the pool and writes the environment, which doctor accepts", async () => {
    const environment = { ...credentials, COGNITO_ENDPOINT: url };
    const output = join(directory, "cognito.env");
    const shown = await runCommand(["provision", "--output", output], environment);
    expect([shown.code, await inspectUserPool(cognito, userPoolDefinition)]).toMatchObject([
      0,
      { pool: undefined },
    ]);
    expect(shown.output).toContain("create  user pool cruddur");

    expect((await runCommand(["provision", "--yes", "--output", output], environment)).code).toBe(0);
    const written = Object.fromEntries(
      (await readFile(output, "utf8"))
        .trim()
        .split("\n")
        .map((line) => line.split("=")),
    );
    const doctor = () => runCommand(["doctor"], { ...environment, ...written });
    const unlaunched = await doctor();
    expect([unlaunched.code, unlaunched.output]).toEqual([1, expect.stringContaining("EmailConfiguration")]);
    const arn = "arn:aws:ses:us-east-1:123456789012:identity/cruddur.example";
    const args = ["provision", "--yes", "--output", output, "--only", "EmailConfiguration"];
    const sender = ["--ses-source-arn", arn, "--mail-from", "Cruddur <no-reply@cruddur.example>"];
    expect((await runCommand([...args, ...sender], { ...environment, ...written })).code).toBe(0);
    expect(written.COGNITO_ENDPOINT).toBe(url);
    const healthy = await doctor();
    expect([healthy.code, healthy.output]).toEqual([0, expect.stringContaining("EMAIL_OTP")]);

    await cognito.send(
      new UpdateUserPoolClientCommand({
        UserPoolId: written.COGNITO_USER_POOL_ID,
        ClientId: written.COGNITO_CLIENT_ID,
        PreventUserExistenceErrors: "LEGACY",
      }),
    );
    const ill = await doctor();
    // This update resets the flows, without which nobody can sign in.
    expect(ill.code).toBe(2);
    expect(ill.output).toContain("PreventUserExistenceErrors");
    expect(ill.output).not.toContain(written.COGNITO_CLIENT_SECRET);
  });

  it("provision creates the groups of the application's features, and doctor names those that are missing", async () => {
    const { userPoolId } = await provisionUserPool(cognito, userPoolDefinition);
    const environment = {
      ...credentials,
      COGNITO_ENDPOINT: url,
      COGNITO_USER_POOL_ID: userPoolId,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      TSX_TSCONFIG_PATH: "examples/notes/tsconfig.run.json",
    };
    const run = async (...args: string[]) => {
      const program = spawnProgram(
        [process.execPath, "--import", "tsx", "examples/notes/main.ts", ...args],
        environment,
      );
      onTestFinished(program.kill);
      await program.exit;
      return program.output();
    };
    const groups = async () => {
      const { Groups = [] } = await cognito.send(new ListGroupsCommand({ UserPoolId: userPoolId }));
      return Groups.map(({ GroupName = "" }) => GroupName).toSorted();
    };
    expect(await groups()).toEqual(["moderators"]);
    const refused = await run("provision", "--no-such-option");
    expect([refused.includes("--no-such-option"), /^ +at /m.test(refused)]).toEqual([true, false]);
    const missing = expect.objectContaining({ setting: "groups.reviewers" });
    expect(JSON.parse(await run("doctor", "--json")).findings).toContainEqual(missing);
    await run("provision", "--yes", "--only", "groups.reviewers");
    expect(await groups()).toEqual(["moderators", "reviewers"]);
  });

  it("provision changes settings beside the environment of another pool, and nothing in a dry run", async () => {
    const { userPoolId } = await provisionUserPool(cognito, userPoolDefinition);
    await cognito.send(
      new UpdateUserPoolCommand({
        UserPoolId: userPoolId,
        DeletionProtection: "INACTIVE",
        AutoVerifiedAttributes: ["email"],
      }),
    );
    const output = join(directory, "cognito.env");
    const others = "COGNITO_USER_POOL_ID=us-east-1_AnotherPool\n";
    await writeFile(output, others);
    const run = async (...args: string[]) => {
      const named = ["provision", "--user-pool-id", userPoolId, "--output", output, "--yes"];
      const { code } = await runCommand([...named, ...args], { ...credentials, COGNITO_ENDPOINT: url });
      const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
      return [code, UserPool?.DeletionProtection];
    };
    expect(await run("--only", "DeletionProtection", "--dry-run")).toEqual([0, "INACTIVE"]);
    expect(await run("--only", "DeletionProtection")).toEqual([0, "ACTIVE"]);
    expect(await readFile(output, "utf8")).toBe(others);
    expect((await run())[0]).toBe(1);
  });

  it("doctor names the variables that it needs", async () => {
    const { code, output } = await runCommand(["doctor"], credentials);
    expect([code, output]).toEqual([3, expect.stringContaining("COGNITO_USER_POOL_ID")]);
  });

  it("an unknown command is refused by name", async () => {
    const { code, output } = await runCommand(["sing"], {});
    expect([code, output]).toEqual([1, expect.stringContaining("sing")]);
  });
});

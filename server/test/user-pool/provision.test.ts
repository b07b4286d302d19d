import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  UpdateUserPoolClientCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localCredentials, startLocalUserPool } from "../../local-user-pool/local-user-pool.ts";
import { createCognitoClient } from "../../user-pool/cognito-client.ts";
import { inspectUserPool } from "../../user-pool/provisioning/inspect.ts";
import { type UserPoolDefinition, userPoolDefinition } from "../../user-pool/provisioning/pool-definition.ts";
import { planProvision, provisionUserPool } from "../../user-pool/provisioning/provision.ts";
import { openTestDatabase } from "../support/database/test-database.ts";
import { runProgram } from "../support/program/run-program.ts";

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
  const { create, change, impossible } = planProvision(
    definition,
    await inspectUserPool(cognito, definition),
  );
  const paths = (each: { differences: { path: string }[] }[]) =>
    each.flatMap(({ differences }) => differences.map(({ path }) => path));
  return { create, change: paths(change), impossible: paths(impossible) };
}

describe("provisionUserPool", () => {
  it("creates the pool and its client, and changes nothing the second time", async () => {
    expect((await plan()).create).toEqual([
      "user pool cruddur",
      "app client api",
      "app client sign-up",
      "group moderators",
    ]);
    const first = await provisionUserPool(cognito, userPoolDefinition);
    expect(first.clients[0]?.clientSecret).toBeTruthy();
    expect(await plan()).toEqual({ create: [], change: [], impossible: [] });
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
        "EnableTokenRevocation",
        "ExplicitAuthFlows",
        "WriteAttributes",
      ]),
    );
    await provisionUserPool(cognito, userPoolDefinition);
    expect(await plan()).toEqual({ create: [], change: [], impossible: [] });
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
    const { create, impossible } = await plan();
    expect(create).toEqual([]);
    expect(impossible).toEqual(
      expect.arrayContaining([
        "UsernameConfiguration.CaseSensitive",
        "SchemaAttributes[name].Required",
        "GenerateSecret",
      ]),
    );
    await provisionUserPool(cognito, userPoolDefinition);
    expect((await plan()).impossible).toEqual(impossible);
  });
});

describe("the commands", () => {
  const credentials = { AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local", AWS_REGION: "us-east-1" };

  it("provision prints its plan; with --yes it creates the pool and writes the environment, which doctor accepts", async () => {
    const environment = { ...credentials, COGNITO_ENDPOINT: url };
    const output = join(directory, "cognito.env");
    const shown = await runProgram(["provision", "--output", output], environment);
    expect([shown.code, await inspectUserPool(cognito, userPoolDefinition)]).toMatchObject([
      0,
      { pool: undefined },
    ]);
    expect(shown.output).toContain("create  user pool cruddur");

    expect((await runProgram(["provision", "--yes", "--output", output], environment)).code).toBe(0);
    const written = Object.fromEntries(
      (await readFile(output, "utf8"))
        .trim()
        .split("\n")
        .map((line) => line.split("=")),
    );
    const healthy = await runProgram(["doctor"], { ...environment, ...written });
    expect([healthy.code, healthy.output]).toEqual([0, expect.stringContaining("as Cruddur wants it")]);

    await cognito.send(
      new UpdateUserPoolClientCommand({
        UserPoolId: written.COGNITO_USER_POOL_ID,
        ClientId: written.COGNITO_CLIENT_ID,
        PreventUserExistenceErrors: "LEGACY",
      }),
    );
    const ill = await runProgram(["doctor"], { ...environment, ...written });
    expect(ill.code).toBe(1);
    expect(ill.output).toContain("PreventUserExistenceErrors");
    expect(ill.output).not.toContain(written.COGNITO_CLIENT_SECRET);
  });

  it("doctor names the variables that it needs", async () => {
    const { code, output } = await runProgram(["doctor"], credentials);
    expect([code, output]).toEqual([1, expect.stringContaining("COGNITO_USER_POOL_ID")]);
  });

  it("an unknown command is refused by name", async () => {
    const { code, output } = await runProgram(["sing"], {});
    expect([code, output]).toEqual([1, expect.stringContaining("sing")]);
  });
});

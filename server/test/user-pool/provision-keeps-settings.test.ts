import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { isDeepStrictEqual } from "node:util";
import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localCredentials } from "../../local-user-pool/local-user-pool.ts";
import { createCognitoClient } from "../../user-pool/cognito-client.ts";
import { withFirstFactors } from "../../user-pool/provisioning/first-factors.ts";
import { type UserPoolDefinition, userPoolDefinition } from "../../user-pool/provisioning/pool-definition.ts";
import { fitDefinition } from "../../user-pool/provisioning/fit-definition.ts";
import { inspectUserPool } from "../../user-pool/provisioning/inspect.ts";
import { planProvision } from "../../user-pool/provisioning/plan.ts";
import { applyPlan, provisionUserPool } from "../../user-pool/provisioning/provision.ts";
import { leftOut } from "../../user-pool/provisioning/whole-update.ts";

type Json = Record<string, unknown>;

const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A value for a type of the SDK, with every member of its structures. Texts are their own paths. */
function sample(schema: unknown, path: string): unknown {
  if (typeof schema === "function") return sample(schema(), path);
  if (typeof schema === "number") {
    if (schema >= 128) return { key: sample(schema - 128, path) };
    if (schema >= 64) return [sample(schema - 64, path)];
    return [path, 7, true][schema] ?? 1_796_000_000;
  }
  if (!Array.isArray(schema)) throw new Error(`The SDK describes ${path} in an unknown way`);
  const parts: unknown[] = schema;
  // A member with traits.
  if (typeof parts[1] !== "string") return sample(parts[0], path);
  const [kind, , , , content, value] = parts;
  if (kind === 0) return sample(content, path);
  if (kind === 1) return [sample(content, path)];
  if (kind === 2) return { key: sample(value, path) };
  if (!Array.isArray(content) || !Array.isArray(value))
    throw new Error(`The SDK describes ${path} in an unknown way`);
  return Object.fromEntries(
    content.map((name: unknown, index) => {
      const member = path === "" ? String(name) : `${path}.${String(name)}`;
      return [String(name), sample(value[index], member)];
    }),
  );
}

function sampleStructure(schema: unknown): Json {
  const value = sample(schema, "");
  if (!isJson(value)) throw new Error("The SDK describes no structure");
  return value;
}

/** The paths of all values that are no structures. */
function pathsOf(value: Json, prefix = ""): string[] {
  return Object.entries(value).flatMap(([name, below]) =>
    isJson(below) ? pathsOf(below, `${prefix}${name}.`) : [`${prefix}${name}`],
  );
}

function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((below, name) => (isJson(below) ? below[name] : undefined), value);
}

const UserPoolId = "us-east-1_AbCdEf123";
const ClientId = "1234567890abcdefghijklmnop";
let answers: Record<string, Json>;
let sent: Record<string, Json>;
let provision: () => Promise<unknown>;
/** Provisions as the command does with `--only`. */
let change: (only: string, general?: UserPoolDefinition) => Promise<unknown>;
const passkeyOptions = {
  relyingPartyId: "example.com",
  mailsCodes: false,
  signsUpWithoutPassword: false,
};
let close: () => Promise<void>;

beforeEach(async () => {
  sent = {};
  answers = {
    ListUserPools: { UserPools: [{ Id: UserPoolId, Name: userPoolDefinition.pool.PoolName }] },
    DescribeUserPool: { UserPool: { ...sampleStructure(sdk.UserPoolType$), Id: UserPoolId } },
    GetUserPoolMfaConfig: sampleStructure(sdk.GetUserPoolMfaConfigResponse$),
    ListUserPoolClients: { UserPoolClients: [{ ClientId, ClientName: "api" }] },
    DescribeUserPoolClient: { UserPoolClient: { ...sampleStructure(sdk.UserPoolClientType$), ClientId } },
    // The app client for sign-up, which this pool lacks.
    CreateUserPoolClient: { UserPoolClient: { ClientId } },
    ListGroups: { Groups: [{ GroupName: "moderators" }] },
  };
  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    let body = "";
    for await (const chunk of request) body += String(chunk);
    sent[operation] = JSON.parse(body);
    response.setHeader("content-type", "application/x-amz-json-1.1");
    response.end(JSON.stringify(answers[operation] ?? {}));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const cognito = createCognitoClient({
    region: "us-east-1",
    endpoint: `http://127.0.0.1:${port}`,
    credentials: localCredentials,
  });
  provision = () => provisionUserPool(cognito, userPoolDefinition);
  change = async (only, general = userPoolDefinition) => {
    const clientIds = { api: ClientId };
    const inspection = await inspectUserPool(cognito, userPoolDefinition, {
      userPoolId: UserPoolId,
      clientIds,
    });
    const definition = fitDefinition(general, inspection);
    return await applyPlan(cognito, definition, inspection, planProvision(definition, inspection, [only]));
  };
  close = async () => {
    cognito.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
});
afterEach(() => close());

/**
 * Finds the members of an update's input that are neither those of the definition, nor the present ones, nor left out
 * for a reason.
 *
 * @param schema of the operation's input, as the SDK knows it now.
 */
function findLost(schema: unknown, update: Json | undefined, definition: object, present: unknown): string[] {
  const dropped = Object.keys(leftOut);
  return pathsOf(sampleStructure(schema)).filter((path) => {
    const value = at(update, path);
    if (dropped.includes(path)) return value !== undefined;
    return value === undefined || !isDeepStrictEqual(value, at(definition, path) ?? at(present, path));
  });
}

const answered = (answer: string, member: string): Json => {
  const value = answers[answer]?.[member];
  if (!isJson(value)) throw new Error(`There is no ${member}`);
  return value;
};
const presentPool = (): Json => {
  const pool = answered("DescribeUserPool", "UserPool");
  return { ...pool, UserPoolId, PoolName: pool["Name"] };
};
const presentClient = (): Json => ({ ...answered("DescribeUserPoolClient", "UserPoolClient"), UserPoolId });

describe("changing one setting", () => {
  it("sends back every other setting of the pool that UpdateUserPool knows", async () => {
    await change("DeletionProtection");
    const changed = { DeletionProtection: "ACTIVE" };
    expect(findLost(sdk.UpdateUserPoolRequest$, sent["UpdateUserPool"], changed, presentPool())).toEqual([]);
    const updates = Object.keys(sent).filter((name) => /^(?:Update|Set|Create|Delete)/.test(name));
    expect(updates).toEqual(["UpdateUserPool"]);
  });

  it("sends back every other setting that SetUserPoolMfaConfig knows", async () => {
    await change("MfaConfiguration");
    const changed = { MfaConfiguration: "OPTIONAL" };
    const present = { ...answers["GetUserPoolMfaConfig"], UserPoolId };
    const update = sent["SetUserPoolMfaConfig"];
    expect(findLost(sdk.SetUserPoolMfaConfigRequest$, update, changed, present)).toEqual([]);
    expect(sent).not.toHaveProperty("UpdateUserPool");
  });

  it("sends back every other setting of the app client that UpdateUserPoolClient knows", async () => {
    await change("api.PreventUserExistenceErrors");
    const changed = { PreventUserExistenceErrors: "ENABLED" };
    const update = sent["UpdateUserPoolClient"];
    expect(findLost(sdk.UpdateUserPoolClientRequest$, update, changed, presentClient())).toEqual([]);
    expect(sent).not.toHaveProperty("UpdateUserPool");
  });

  it("lets passkeys stand for both factors before they may be the first where both are required", async () => {
    const present = answered("DescribeUserPool", "UserPool");
    Object.assign(present, {
      UserPoolTier: "ESSENTIALS",
      Policies: { SignInPolicy: { AllowedFirstAuthFactors: ["PASSWORD"] } },
    });
    const single = { RelyingPartyId: "example.com", FactorConfiguration: "SINGLE_FACTOR" };
    Object.assign(answers["GetUserPoolMfaConfig"] ?? {}, {
      MfaConfiguration: "ON",
      WebAuthnConfiguration: single,
    });
    await change("Policies.SignInPolicy", withFirstFactors(userPoolDefinition, passkeyOptions));
    expect(Object.keys(sent).filter((name) => /^(?:Update|Set)/.test(name))).toEqual([
      "SetUserPoolMfaConfig",
      "UpdateUserPool",
    ]);
    expect(sent["SetUserPoolMfaConfig"]).toMatchObject({
      MfaConfiguration: "ON",
      WebAuthnConfiguration: { ...single, FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION" },
    });
    const policy = at(sent["UpdateUserPool"], "Policies.SignInPolicy.AllowedFirstAuthFactors");
    expect(policy).toEqual(expect.arrayContaining(["PASSWORD", "WEB_AUTHN"]));
  });

  it("changes the unit of a lifetime with its number", async () => {
    const client = answered("DescribeUserPoolClient", "UserPoolClient");
    const TokenValidityUnits = { AccessToken: "hours", IdToken: "hours", RefreshToken: "days" };
    Object.assign(client, { AccessTokenValidity: 1, IdTokenValidity: 1, TokenValidityUnits });
    await change("api.AccessTokenValidity");
    expect(sent["UpdateUserPoolClient"]).toMatchObject({
      AccessTokenValidity: 15,
      IdTokenValidity: 1,
      TokenValidityUnits: { AccessToken: "minutes", IdToken: "hours" },
    });
  });

  it("takes the flow away that Cognito does not permit with refresh token rotation, and no other", async () => {
    const client = answered("DescribeUserPoolClient", "UserPoolClient");
    const flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"];
    const RefreshTokenRotation = { Feature: "DISABLED" };
    Object.assign(client, {
      ExplicitAuthFlows: [...flows, "ALLOW_REFRESH_TOKEN_AUTH"],
      RefreshTokenRotation,
    });
    await change("api.RefreshTokenRotation");
    expect(sent["UpdateUserPoolClient"]).toMatchObject({
      ExplicitAuthFlows: flows,
      RefreshTokenRotation: { Feature: "ENABLED", RetryGracePeriodSeconds: 30 },
    });
  });
});

describe("provisioning an existing pool", () => {
  it("sends back every setting of the pool that UpdateUserPool knows", async () => {
    await provision();
    const described = answers["DescribeUserPool"]?.["UserPool"];
    const present = { ...(isJson(described) && described), UserPoolId, PoolName: at(described, "Name") };
    const { PoolName: _, ...pool } = userPoolDefinition.pool;
    const definition = { ...pool, MfaConfiguration: userPoolDefinition.mfa.MfaConfiguration };
    expect(findLost(sdk.UpdateUserPoolRequest$, sent["UpdateUserPool"], definition, present)).toEqual([]);
  });

  it("sends back every setting that SetUserPoolMfaConfig knows", async () => {
    await provision();
    const present = { ...answers["GetUserPoolMfaConfig"], UserPoolId };
    const update = sent["SetUserPoolMfaConfig"];
    expect(findLost(sdk.SetUserPoolMfaConfigRequest$, update, userPoolDefinition.mfa, present)).toEqual([]);
  });

  it("sends back every setting of the app client that UpdateUserPoolClient knows", async () => {
    await provision();
    const described = answers["DescribeUserPoolClient"]?.["UserPoolClient"];
    const [{ ClientName: _, ...definition } = { ClientName: "" }] = userPoolDefinition.clients;
    const present = { ...(isJson(described) && described), UserPoolId };
    const update = sent["UpdateUserPoolClient"];
    expect(findLost(sdk.UpdateUserPoolClientRequest$, update, definition, present)).toEqual([]);
  });

  it("keeps texts equal that the pool has in two places", async () => {
    const [text, sms] = ["Old text {####}", "Old SMS {####}"];
    answers["DescribeUserPool"] = {
      UserPool: {
        Id: UserPoolId,
        EmailVerificationMessage: text,
        SmsVerificationMessage: sms,
        VerificationMessageTemplate: { EmailMessage: text, SmsMessage: sms },
      },
    };
    await provision();
    expect(sent["UpdateUserPool"]).toMatchObject({
      EmailVerificationMessage: userPoolDefinition.pool.VerificationMessageTemplate?.EmailMessage,
      SmsVerificationMessage: sms,
    });
  });
});

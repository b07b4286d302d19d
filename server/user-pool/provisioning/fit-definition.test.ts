import { describe, expect, it } from "vitest";
import { type Configured, findFindings } from "./findings.ts";
import { fitDefinition } from "./fit-definition.ts";
import type { Inspection, Settings } from "./inspect.ts";
import { userPoolDefinition } from "./pool-definition.ts";

const [api, signUp] = userPoolDefinition.clients;
const { Schema, ...ownPool } = userPoolDefinition.pool;

/** A pool like Cruddur's own, with other settings. */
function inspect(pool: Settings, client: Settings = {}, signUpClient: Settings | null = {}): Inspection {
  const settings = { ...ownPool, SchemaAttributes: Schema, ...pool };
  const found = (definition: object | undefined, other: Settings, clientId: string) => ({
    found: { clientId, clientSecret: "secret", settings: { ...definition, ...other } },
  });
  return {
    pool: { userPoolId: "eu-west-1_AbCdEf123", settings, mfa: { ...userPoolDefinition.mfa } },
    clients: [
      { name: "api", ...found(api, client, "1") },
      { name: "sign-up", ...(signUpClient && found(signUp, signUpClient, "2")) },
    ],
    otherClients: [],
    groups: new Set(["moderators"]),
  };
}

/** The settings that differ, with their levels, besides the sender of mail. */
function judge(inspection: Inspection): Record<string, string> {
  const definition = fitDefinition(userPoolDefinition, inspection);
  const configured: Configured = {
    clientSecret: "unknown",
    signUpClientSecret: "unknown",
    trustedClientIds: [],
  };
  const findings = findFindings(definition, inspection, configured);
  return Object.fromEntries(
    findings
      .filter(({ setting }) => setting !== "EmailConfiguration")
      .map(({ setting, level }) => [setting, level]),
  );
}

describe("what serves as well as the definition's setting does not differ", () => {
  it.each<[string, Settings, Settings]>([
    ["the tier PLUS", { UserPoolTier: "PLUS" }, {}],
    ["recovery by phone too", recovery("verified_phone_number", "verified_email"), {}],
    ["a lifetime in another unit", {}, lifetime("AccessToken", 900, "seconds")],
    ["more readable attributes", {}, { ReadAttributes: [...(api?.ReadAttributes ?? []), "locale"] }],
    ["no list of readable attributes", {}, { ReadAttributes: undefined }],
    [
      "more writable attributes, without those that identify",
      {},
      { WriteAttributes: ["name", "preferred_username", "locale"] },
    ],
    [
      "more flows",
      {},
      { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH", "ALLOW_USER_SRP_AUTH"] },
    ],
    [
      "no USER_AUTH in the tier LITE, but for the tier",
      { UserPoolTier: "LITE" },
      { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] },
    ],
  ])("%s", (_title, pool, client) => {
    expect(Object.keys(judge(inspect(pool, client))).filter((name) => name !== "UserPoolTier")).toEqual([]);
  });

  it("a pool of phone numbers need not verify addresses", () => {
    const phone = { UsernameAttributes: ["phone_number"], AutoVerifiedAttributes: ["phone_number"] };
    const verified = {
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["phone_number"] },
    };
    expect(judge(inspect({ ...phone, ...verified }, {}, { WriteAttributes: undefined }))).toEqual({
      UsernameAttributes: "different",
    });
  });
});

describe("a setting is", () => {
  it.each<[string, string, string, Settings, Settings]>([
    [
      "required",
      "api.ExplicitAuthFlows",
      "no flow sends a password",
      {},
      { ExplicitAuthFlows: ["ALLOW_USER_SRP_AUTH"] },
    ],
    [
      "different",
      "api.ExplicitAuthFlows",
      "one flow of two does",
      {},
      { ExplicitAuthFlows: ["USER_PASSWORD_AUTH"] },
    ],
    [
      "required",
      "api.EnableTokenRevocation",
      "tokens cannot be revoked",
      {},
      { EnableTokenRevocation: false },
    ],
    ["recommended", "api.WriteAttributes", "every attribute is writable", {}, { WriteAttributes: undefined }],
    [
      "recommended",
      "api.WriteAttributes",
      "the address is writable",
      {},
      { WriteAttributes: ["email", "name", "preferred_username"] },
    ],
    [
      "recommended",
      "api.PreventUserExistenceErrors",
      "errors tell who exists",
      {},
      { PreventUserExistenceErrors: "LEGACY" },
    ],
    [
      "recommended",
      "api.RefreshTokenRotation.Feature",
      "tokens do not rotate",
      {},
      { RefreshTokenRotation: { Feature: "DISABLED", RetryGracePeriodSeconds: 30 } },
    ],
    [
      "recommended",
      "AutoVerifiedAttributes",
      "nothing is verified and sign-up is open",
      { AutoVerifiedAttributes: [] },
      {},
    ],
    [
      "different",
      "AutoVerifiedAttributes",
      "a trigger may confirm",
      { AutoVerifiedAttributes: [], LambdaConfig: { PreSignUp: "arn" } },
      {},
    ],
    [
      "different",
      "AutoVerifiedAttributes",
      "sign-up is closed",
      { AutoVerifiedAttributes: [], AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      {},
    ],
    ["recommended", "Policies.PasswordPolicy.MinimumLength", "passwords of six are accepted", policy(6), {}],
    ["different", "Policies.PasswordPolicy.MinimumLength", "passwords of eight are", policy(8), {}],
    [
      "different",
      "UsernameConfiguration.CaseSensitive",
      "case matters",
      { UsernameConfiguration: { CaseSensitive: true } },
      {},
    ],
  ])("%s: %s, where %s", (level, setting, _where, pool, client) => {
    expect(judge(inspect(pool, client))).toMatchObject({ [setting]: level });
  });

  it.each([
    ["recommended", ["email", "name", "preferred_username"], {}],
    ["required", ["name", "preferred_username"], {}],
    [
      "different",
      ["name", "preferred_username"],
      { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    ],
  ])("%s: an app client of sign-up, where the API's may write %j", (level, WriteAttributes, pool) => {
    expect(judge(inspect(pool, { WriteAttributes }, null))).toMatchObject({ "sign-up": level });
  });
});

it("the app client of sign-up issues no tokens where triggers of custom authentication would", () => {
  const inspection = inspect({ LambdaConfig: { DefineAuthChallenge: "arn" } }, {}, null);
  const { clients } = fitDefinition(userPoolDefinition, inspection);
  expect(clients[1]?.ExplicitAuthFlows).toEqual(["ALLOW_REFRESH_TOKEN_AUTH"]);
});

it("the API's app client may write an attribute, where those of the definition cannot change", () => {
  const fixed = Schema?.map((each) => ({ ...each, Mutable: false }));
  const { clients } = fitDefinition(
    userPoolDefinition,
    inspect({ SchemaAttributes: fixed }, { WriteAttributes: undefined }),
  );
  // None would mean all of them.
  expect(clients[0]?.WriteAttributes).not.toEqual([]);
  expect(clients[0]?.WriteAttributes).not.toContain("email");
});

function policy(MinimumLength: number): Settings {
  return { Policies: { PasswordPolicy: { ...ownPool.Policies?.PasswordPolicy, MinimumLength } } };
}

function recovery(...names: string[]): Settings {
  return {
    AccountRecoverySetting: {
      RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })),
    },
  };
}

function lifetime(token: string, value: number, unit: string): Settings {
  return {
    [`${token}Validity`]: value,
    TokenValidityUnits: { ...api?.TokenValidityUnits, [token]: unit },
  };
}

import {
  CreateUserPoolCommand,
  GetUserPoolMfaConfigCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  AuthFactorType,
  CreateUserPoolCommandInput,
  WebAuthnConfigurationType,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { configure, createPasskeyPool, relyingPartyId } from "../support/passkeys.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
/** Without codes as first factors, which a pool with required MFA cannot have. */
let pool: TestPool;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  pool = await createPasskeyPool(endpoint, ["PASSWORD", "WEB_AUTHN"]);
});

afterAll(() => endpoint.close());

const invalid = { name: "InvalidParameterException" };
const multiFactor = "MULTI_FACTOR_WITH_USER_VERIFICATION";
const app = { SoftwareTokenMfaConfiguration: { Enabled: true } };

const settingsOf = async ({ poolId: UserPoolId }: TestPool) =>
  (await endpoint.cognito.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).WebAuthnConfiguration;

const updatePolicy = ({ poolId: UserPoolId }: TestPool, AllowedFirstAuthFactors: AuthFactorType[]) =>
  endpoint.cognito.send(
    new UpdateUserPoolCommand({
      UserPoolId,
      MfaConfiguration: "ON",
      AutoVerifiedAttributes: ["email"],
      Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
    }),
  );

it("WebAuthnConfiguration is set, returned and replaced, also without MFA", async () => {
  const WebAuthnConfiguration: WebAuthnConfigurationType = {
    RelyingPartyId: "auth.example.com",
    UserVerification: "required",
    FactorConfiguration: multiFactor,
  };
  await configure(endpoint, pool, { MfaConfiguration: "OFF", WebAuthnConfiguration });
  expect(await settingsOf(pool)).toEqual(WebAuthnConfiguration);
  await configure(endpoint, pool, { MfaConfiguration: "OFF" });
  expect(await settingsOf(pool)).toEqual({ RelyingPartyId: relyingPartyId });
});

it("a pool that requires MFA has passkeys as a first factor only if they stand for both factors", async () => {
  const set = (MfaConfiguration: "ON" | "OPTIONAL", settings: WebAuthnConfigurationType = {}) =>
    configure(endpoint, pool, { MfaConfiguration, ...app, WebAuthnConfiguration: settings });
  await expect(set("ON")).rejects.toMatchObject(invalid);
  await expect(set("ON", { FactorConfiguration: "SINGLE_FACTOR" })).rejects.toMatchObject(invalid);
  await set("OPTIONAL", { FactorConfiguration: "SINGLE_FACTOR" });
  await set("ON", { FactorConfiguration: multiFactor });
  await updatePolicy(pool, ["PASSWORD"]);
  await updatePolicy(pool, ["PASSWORD", "WEB_AUTHN"]);
  await expect(updatePolicy(pool, ["PASSWORD", "WEB_AUTHN", "EMAIL_OTP"])).rejects.toMatchObject(invalid);
  await updatePolicy(pool, ["PASSWORD"]);
  await set("ON");
  await expect(updatePolicy(pool, ["PASSWORD", "WEB_AUTHN"])).rejects.toMatchObject(invalid);
});

it("a relying party is a domain", async () => {
  onlyLocally("AWS consults the public suffix list");
  const set = (RelyingPartyId: string) =>
    configure(endpoint, pool, { WebAuthnConfiguration: { RelyingPartyId } });
  for (const id of [
    "com",
    "https://example.com",
    "example.com:443",
    "Example.com",
    "127.0.0.1",
    "a..com",
    " ",
  ]) {
    await expect(set(id)).rejects.toMatchObject(invalid);
  }
  for (const id of ["localhost", "example.com", "auth-1.example.co.uk", "xn--bcher-kva.example"])
    await set(id);
});

it("passkeys are never the only first factor, and need a tier above LITE", async () => {
  const create = (factors: AuthFactorType[], settings: Partial<CreateUserPoolCommandInput> = {}) =>
    endpoint.cognito.send(
      new CreateUserPoolCommand({
        PoolName: "refused",
        Policies: { SignInPolicy: { AllowedFirstAuthFactors: factors } },
        ...settings,
      }),
    );
  await expect(create(["WEB_AUTHN"])).rejects.toMatchObject(invalid);
  const unavailable = { name: "FeatureUnavailableInTierException" };
  const lite = { UserPoolTier: "LITE" } as const;
  await expect(create(["PASSWORD", "WEB_AUTHN"], lite)).rejects.toMatchObject(unavailable);
  const { UserPool } = await create(["PASSWORD"], lite);
  const created = { ...pool, poolId: UserPool?.Id ?? "" };
  await expect(configure(endpoint, created)).rejects.toMatchObject(unavailable);
});

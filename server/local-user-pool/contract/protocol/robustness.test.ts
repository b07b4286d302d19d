import { ListUserPoolsCommand } from "@aws-sdk/client-cognito-identity-provider";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signedOperations, unsignedOperations } from "../../operations/operations.ts";
import { createPool, createUser, tokensFor } from "../support/builders.ts";
import { onlyLocally } from "../support/named-pool.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
/** Values that pass the checks of the input's shape. */
let plausible: unknown[];

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
  const { poolId, clientId } = await createPool(endpoint);
  const email = await createUser(endpoint, poolId);
  const { AccessToken, RefreshToken, IdToken } = await tokensFor(endpoint, { clientId }, email);
  plausible = [
    poolId,
    clientId,
    email,
    AccessToken,
    RefreshToken,
    IdToken,
    "an-unknown-auth-session",
    "123456",
  ];
});

afterAll(() => endpoint.close());

const operations = [...Object.keys(signedOperations), ...Object.keys(unsignedOperations)];

const memberNames = `
  UserPoolId ClientId Username Password AccessToken RefreshToken Token Session UserAttributes
  UserAttributeNames AttributeName ConfirmationCode Code UserCode AuthFlow AuthParameters
  ChallengeName ChallengeResponses SecretHash ClientSecret Filter Limit MaxResults NextToken
  PaginationToken GroupName PoolName ClientName Schema Policies CustomAttributes ProposedPassword
  PreviousPassword TemporaryPassword MessageAction DeviceKey DeviceName DeviceRememberedStatus
  Credential CredentialId WebAuthnConfiguration
  DeviceSecretVerifierConfig DeviceConfiguration ResourceArn Tags TagKeys ClientSecretId Identifier Name Scopes
  ProviderName ProviderType ProviderDetails IdpIdentifiers IdpIdentifier AttributeMapping Domain CustomDomainConfig
  SessionId UserSessionTracking TokenSession SSOSession Secret MFAOptions EventId FeedbackValue FeedbackToken RegionName
  LimitDefinition RequestedLimitValue ManagedLoginBrandingId Settings Assets TermsId TermsName Links CSS ImageFile LogConfigurations
`
  .trim()
  .split(/\s+/);

/** Sends any body to any operation, signed. @returns the name of the error, if any. */
async function send(operation: string, body: string): Promise<string | undefined> {
  const command = new ListUserPoolsCommand({ MaxResults: 1 });
  command.middlewareStack.add(
    (next) => async (args) => {
      const request: unknown = args.request;
      if (hasHeaders(request)) {
        request.body = body;
        request.headers["x-amz-target"] = `AWSCognitoIdentityProviderService.${operation}`;
        request.headers["content-length"] = String(Buffer.byteLength(body));
      }
      return await next(args);
    },
    { step: "build", priority: "low" },
  );
  try {
    await endpoint.cognito.send(command);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

function hasHeaders(request: unknown): request is { body: unknown; headers: Record<string, string> } {
  return typeof request === "object" && request !== null && "headers" in request && "body" in request;
}

it("has no internal error for any input", async () => {
  onlyLocally("random input could change a pool that is in use");
  const value = fc.oneof(
    { weight: 3, arbitrary: fc.nat({ max: 7 }).map((index) => plausible[index]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "USER_PASSWORD_AUTH",
        "USER_AUTH",
        "USER_SRP_AUTH",
        "EMAIL_OTP",
        "PASSWORD_VERIFIER",
        "DEVICE_PASSWORD_VERIFIER",
        "WEB_AUTHN",
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
    { weight: 1, arbitrary: fc.jsonValue() },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.record({ Name: fc.constantFrom("email", "name", "constructor"), Value: fc.string() }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.dictionary(
        fc.constantFrom(
          "USERNAME",
          "PASSWORD",
          "SRP_A",
          "ANSWER",
          "DEVICE_KEY",
          "CREDENTIAL",
          "Salt",
          "PasswordVerifier",
        ),
        fc.string(),
      ),
    },
  );
  const body = fc.dictionary(fc.constantFrom(...memberNames), value, { maxKeys: 12 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...operations), body, async (operation, input) => {
      const error = await send(operation, JSON.stringify(input));
      expect(error).not.toBe("InternalErrorException");
      expect(endpoint.unexpectedErrors).toEqual([]);
    }),
    { numRuns: 400, seed: 20_260_901 },
  );
});

it.each(operations)("%s requires an input of the right types", async (operation) => {
  onlyLocally("it is unknown how Cognito distinguishes wrong types from wrong values");
  for (const body of [
    "[]",
    "1",
    '"text"',
    '{"UserPoolId":[]',
    '{"Username":"\\u0000"}',
    '{"Username":"\\ud800"}',
  ]) {
    expect(await send(operation, body)).toBe("SerializationException");
  }
});

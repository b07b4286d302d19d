import {
  CompleteWebAuthnRegistrationCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserPoolMfaConfigCommand,
  StartWebAuthnRegistrationCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  AuthFactorType,
  SetUserPoolMfaConfigCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { SoftwareAuthenticator } from "../../../test/support/passkeys/software-authenticator.ts";
import type {
  AuthenticationResponse,
  Tampering,
} from "../../../test/support/passkeys/software-authenticator.ts";
import { createPool, createUser, defined, tokensFor } from "./builders.ts";
import type { TestPool } from "./builders.ts";
import type { EndpointUnderTest } from "./endpoint-under-test.ts";

export const relyingPartyId = "example.com";
/** A page that may use passkeys of the relying party. */
export const origin = "https://app.example.com";

type MfaConfig = Omit<SetUserPoolMfaConfigCommandInput, "UserPoolId">;

/** Creates a pool with these first factors, and passkeys of the relying party above. */
export async function createPasskeyPool(
  endpoint: EndpointUnderTest,
  AllowedFirstAuthFactors: AuthFactorType[] = ["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"],
): Promise<TestPool> {
  const pool = await createPool(endpoint, {
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors } } },
  });
  await configure(endpoint, pool);
  return pool;
}

/** Sets the pool's MFA settings; passkeys belong to the relying party above. */
export async function configure({ cognito }: EndpointUnderTest, { poolId }: TestPool, mfa: MfaConfig = {}) {
  const WebAuthnConfiguration = { RelyingPartyId: relyingPartyId, ...mfa.WebAuthnConfiguration };
  await cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId: poolId, ...mfa, WebAuthnConfiguration }));
}

/** The SDK has the options as a document of any type. */
export async function startRegistration({ cognito }: EndpointUnderTest, AccessToken: string) {
  const started = await cognito.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
  return started.CredentialCreationOptions;
}

export async function completeRegistration(
  { cognito }: EndpointUnderTest,
  AccessToken: string,
  Credential: ReturnType<SoftwareAuthenticator["create"]>,
): Promise<void> {
  await cognito.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }));
}

/** Registers a passkey. @returns its id. */
export async function register(
  endpoint: EndpointUnderTest,
  AccessToken: string,
  authenticator: SoftwareAuthenticator,
  tampering: Tampering = {},
): Promise<string> {
  const credential = authenticator.create(await startRegistration(endpoint, AccessToken), tampering);
  await completeRegistration(endpoint, AccessToken, credential);
  return credential.id;
}

/** A user with a passkey. */
export type Owner = {
  email: string;
  AccessToken: string;
  authenticator: SoftwareAuthenticator;
  credentialId: string;
};

/** Creates a user who has registered a passkey. */
export async function createOwner(
  endpoint: EndpointUnderTest,
  pool: TestPool,
  options: ConstructorParameters<typeof SoftwareAuthenticator>[0] = {},
): Promise<Owner> {
  const email = await createUser(endpoint, pool.poolId);
  const { AccessToken } = await tokensFor(endpoint, pool, email);
  const authenticator = new SoftwareAuthenticator({ origin, ...options });
  return {
    email,
    AccessToken,
    authenticator,
    credentialId: await register(endpoint, AccessToken, authenticator),
  };
}

/** Starts USER_AUTH with a passkey as the preferred factor. */
export async function startPasskeySignIn(
  { cognito }: EndpointUnderTest,
  { clientId: ClientId }: Pick<TestPool, "clientId">,
  USERNAME: string,
) {
  const AuthParameters = { USERNAME, PREFERRED_CHALLENGE: "WEB_AUTHN" };
  return await cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow: "USER_AUTH", AuthParameters }));
}

/** The options of a WEB_AUTHN challenge, for the browser. */
export function requestOptionsOf(challenge: { ChallengeParameters?: Record<string, string> }) {
  const options: unknown = JSON.parse(defined(challenge.ChallengeParameters?.["CREDENTIAL_REQUEST_OPTIONS"]));
  return options;
}

/** Answers a WEB_AUTHN challenge. */
export async function answerWithPasskey(
  { cognito }: EndpointUnderTest,
  { clientId: ClientId }: Pick<TestPool, "clientId">,
  USERNAME: string,
  Session: string | undefined,
  credential: AuthenticationResponse,
) {
  return await cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: "WEB_AUTHN",
      Session,
      ChallengeResponses: { USERNAME, CREDENTIAL: JSON.stringify(credential) },
    }),
  );
}

/** Signs in by the owner's passkey. */
export async function signInByPasskey(
  endpoint: EndpointUnderTest,
  pool: Pick<TestPool, "clientId">,
  { email, authenticator }: Pick<Owner, "email" | "authenticator">,
  tampering: Tampering = {},
) {
  const challenge = await startPasskeySignIn(endpoint, pool, email);
  const credential = authenticator.get(requestOptionsOf(challenge), tampering);
  return await answerWithPasskey(endpoint, pool, email, challenge.Session, credential);
}

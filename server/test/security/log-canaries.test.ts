import {
  AdminListDevicesCommand,
  SetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, it } from "vitest";
import { totpCode } from "../../local-user-pool/clients/authenticator.ts";
import { newAccount, newestCode } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { type FaultyUserPool, startFaultyUserPool } from "../support/app/faulty-user-pool.ts";
import { exchange } from "../support/network/raw-http.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { localUserPoolId, startTestApp, type TestApp } from "../support/app/test-app.ts";
import { SoftwareAuthenticator } from "../support/passkeys/software-authenticator.ts";

const lines: string[] = [];
const log = (line: string): void => void lines.push(line);
const environment = {
  LOG_LEVEL: "debug",
  COGNITO_FIRST_FACTORS: "PASSWORD,WEB_AUTHN",
  COGNITO_REMEMBERED_DEVICES: "on",
};

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({ environment, log });
});
afterAll(() => app.stop());

/** Secrets that no log line may contain, each with the word that a failure shows in its place. */
const canaries = new Map<string, string>();
function canary(word: string, secret: string | null | undefined): string {
  if (!secret) throw new Error(`There is no ${word}.`);
  canaries.set(secret, word);
  return secret;
}

async function post(...request: Parameters<typeof postGraphql>): Promise<unknown> {
  return await (await postGraphql(...request)).text();
}

/** The whole life of an account: sign-up, each way to sign in, changes of all secrets, deletion. */
async function useAccount({ sdk }: Pick<TestApp, "sdk">): Promise<void> {
  const account = newAccount({ password: "canary pass phrase one" });
  const password = canary("password", account.password);
  const email = canary("e-mail address", account.email);
  canary("handle", account.handle);
  canary("name", (account.name = "Canary Troi"));
  await sdk.signUp({ input: account });
  await sdk.confirmSignUp({ input: { identifier: email, code: canary("wrong code", "314159") } });
  const code = canary("code", await newestCode(app, email));
  const confirmed = expectState(
    (await sdk.confirmSignUp({ input: { identifier: email, code, refreshTokenDelivery: "PAYLOAD" } }))
      .confirmSignUp,
    "SignedIn",
  ).session;
  const bearer = (accessToken: string) => ({
    headers: { authorization: `Bearer ${canary("access token", accessToken)}` },
  });
  await sdk.signIn({ input: { identifier: email, password: canary("wrong password", "canary guess") } });

  const { refreshSession } = await sdk.refreshSession({
    input: { refreshToken: canary("refresh token", confirmed.refreshToken) },
  });
  const { session } = expectState(refreshSession, "SignedIn");
  canary("refresh token", session.refreshToken);
  const as = bearer(session.accessToken);
  await sdk.viewer({}, as);

  const { setUpTotp } = await sdk.setUpTotp({}, as);
  const { secret, otpauthUri } = expectState(setUpTotp, "TotpSetUp");
  canary("TOTP secret", secret);
  canary("otpauth URI", otpauthUri);
  await sdk.confirmTotp({ input: { code: canary("TOTP code", totpCode(secret, app.now())) } }, as);
  app.advance({ seconds: 31 });
  const { challenge } = expectState(
    (await sdk.signIn({ input: { identifier: email, password } })).signIn,
    "ChallengeRequired",
  );
  const answer = {
    challengeToken: canary("challenge token", challenge.token),
    code: canary("TOTP code", totpCode(secret, app.now())),
  };
  const again = expectState(
    (
      await sdk.respondToChallenge({
        input: { ...answer, refreshTokenDelivery: "PAYLOAD", rememberDevice: true },
      })
    ).respondToChallenge,
    "SignedIn",
  ).session;
  await useDevice(sdk, { email, password, deviceToken: again.deviceToken });
  let now = bearer(again.accessToken);
  canary("refresh token", again.refreshToken);
  await usePasskey(sdk, email, now);
  const { createRecoveryCodes } = await sdk.createRecoveryCodes({}, now);
  const { codes } = expectState(createRecoveryCodes, "RecoveryCodesCreated");
  const lost = expectState(
    (await sdk.signIn({ input: { identifier: email, password } })).signIn,
    "ChallengeRequired",
  ).challenge;
  for (const recoveryCode of codes.slice(0, 1)) {
    canary("recovery code", recoveryCode.replaceAll("-", ""));
    const input = { challengeToken: lost.token, recoveryCode: canary("recovery code", recoveryCode) };
    expectState((await sdk.respondToChallenge({ input })).respondToChallenge, "SignInRequired");
  }
  await sdk.disableTotp({}, now);

  const second = canary("new password", "canary pass phrase two");
  const { changePassword } = await sdk.changePassword(
    { input: { currentPassword: password, newPassword: second } },
    now,
  );
  now = bearer(expectState(changePassword, "PasswordChanged").session?.accessToken ?? "");
  const address = canary("new address", newAccount().email);
  await sdk.changeEmail({ input: { email: address } }, now);
  await sdk.confirmEmail({ input: { code: canary("code", await newestCode(app, address)) } }, now);
  await sdk.forgotPassword({ input: { identifier: address } });
  const third = canary("new password", "canary pass phrase three");
  const reset = {
    identifier: address,
    code: canary("code", await newestCode(app, address)),
    newPassword: third,
  };
  const { confirmForgotPassword } = await sdk.confirmForgotPassword({ input: reset });
  const last = bearer(expectState(confirmForgotPassword, "SignedIn").session.accessToken);
  await sdk.createActivity({ input: { message: canary("post", "canary sings") } }, last);
  await sdk.deleteAccount({ input: { password: third } }, last);
}

/** Signs in from a remembered device, and with a device token that was changed. */
async function useDevice(
  sdk: TestApp["sdk"],
  { email, password, ...device }: { email: string; password: string; deviceToken?: string | null },
): Promise<void> {
  const deviceToken = canary("device token", device.deviceToken);
  const forged = canary("device token", `${deviceToken.slice(0, -6)}forged`);
  const { Devices = [] } = await app.cognito.send(
    new AdminListDevicesCommand({ UserPoolId: localUserPoolId, Username: email }),
  );
  expect(Devices).not.toEqual([]);
  for (const { DeviceKey } of Devices) canary("device key", DeviceKey);
  const identifier = email;
  const right = await sdk.signIn({ input: { identifier, password, deviceToken } });
  expectState(right.signIn, "SignedIn");
  const wrong = await sdk.signIn({ input: { identifier, password, deviceToken: forged } });
  expectState(wrong.signIn, "ChallengeRequired");
}

/** Adds a passkey, and signs in by it, rightly and wrongly. */
async function usePasskey(
  sdk: TestApp["sdk"],
  identifier: string,
  as: { headers: { authorization: string } },
): Promise<void> {
  const device = new SoftwareAuthenticator();
  const { startPasskeyRegistration } = await sdk.startPasskeyRegistration({}, as);
  const { options } = expectState(startPasskeyRegistration, "PasskeyRegistrationStarted");
  canary("challenge of a passkey", options.challenge);
  const registration = device.create(options);
  canary("client data", registration.response.clientDataJSON);
  canary("attestation", registration.response.attestationObject);
  const input = { credential: registration };
  for (const state of ["Viewer", "Rejected"] as const) {
    const { completePasskeyRegistration } = await sdk.completePasskeyRegistration({ input }, as);
    expectState(completePasskeyRegistration, state);
  }
  const { signIn } = await sdk.signIn({ input: { identifier, preferred: "WEB_AUTHN" } });
  const { token, webAuthnRequest } = expectState(signIn, "ChallengeRequired").challenge;
  const challengeToken = canary("challenge token", token);
  canary("challenge of a passkey", webAuthnRequest?.challenge);
  for (const origin of ["https://evil.example", undefined]) {
    const credential = device.get(webAuthnRequest, { origin });
    canary("signature", credential.response.signature);
    canary("client data", credential.response.clientDataJSON);
    await sdk.respondToChallenge({ input: { challengeToken, credential } });
  }
}

/** Sends invalid requests of all kinds, with secrets in every place. */
async function sendInvalidRequests(url: string): Promise<void> {
  const secret = canary("input", "canary-in-the-wrong-place");
  const signIn = "mutation ($input: SignInInput!) { signIn(input: $input) { __typename } }";
  await post(url, { query: signIn, variables: { input: { emial: "worf", password: secret } } });
  await post(url, { query: `mutation { signIn(input: { password: ${secret.replaceAll("-", "_")} }) }` });
  canary("input", "canary_in_the_wrong_place");
  await post(url, { query: `{ "${secret}"`, operationName: secret });
  await post(url, { query: "{ __typename }", operationName: `a\r\n{"level":30,"msg":"${secret}"}` });
  await post(url, `{"query": ${secret}}`);
  await post(url, [secret]);
  for (const scheme of ["Bearer", "Basic", "Bearer a.b."])
    await post(url, { query: "{ viewer { id } }" }, { authorization: `${scheme} ${secret}` });
  await post(
    url,
    { query: "mutation { refreshSession { __typename } }" },
    { cookie: `cruddur_refresh_token=${secret}` },
  );
  await post(
    url,
    { query: "{ __typename }" },
    { "x-forwarded-for": secret, "user-agent": secret, "x-request-id": secret },
  );
  await fetch(`${url}/${secret}?token=${secret}`);
  await fetch(`${url}/%E0%A4%A${secret}`);
  await exchange(url, `GET /${secret} HTTP/9\r\nX: ${secret}\r\n\r\n`);
}

/** Uses an account while the user pool fails. */
async function useAccountDuringFaults(
  { sdk, url }: Pick<TestApp, "sdk" | "url">,
  { faults }: FaultyUserPool,
): Promise<void> {
  const account = newAccount({ password: canary("password", "canary while it burns") });
  canary("e-mail address", account.email);
  const { email, password } = account;
  for (const name of ["InternalErrorException", "ResourceNotFoundException", "LimitExceededException"]) {
    faults.set("*", { kind: "exception", name, status: 400 });
    await sdk.signUp({ input: account }).catch(() => {});
    await sdk.signIn({ input: { identifier: email, password } }).catch(() => {});
    const reset = { identifier: email, code: canary("code", "271828"), newPassword: password };
    await sdk.confirmForgotPassword({ input: reset }).catch(() => {});
    await sdk
      .refreshSession({ input: { refreshToken: canary("refresh token", "canary.refresh-token") } })
      .catch(() => {});
  }
  faults.set("*", { kind: "lostResponse" });
  await sdk.signUp({ input: account }).catch(() => {});
  await sendInvalidRequests(url);
}

it("the log has no secret in any line, whatever succeeds or fails, and each line is one JSON object", async () => {
  await app.cognito.send(
    new SetUserPoolMfaConfigCommand({
      UserPoolId: localUserPoolId,
      MfaConfiguration: "OPTIONAL",
      SoftwareTokenMfaConfiguration: { Enabled: true },
      WebAuthnConfiguration: { RelyingPartyId: "localhost" },
    }),
  );
  const pool = await startFaultyUserPool(app.userPoolUrl);
  const node = await app.startNode({ ...environment, COGNITO_ENDPOINT: pool.url }, { log: { write: log } });
  await useAccount(app);
  await sendInvalidRequests(app.url);
  await useAccountDuringFaults(node, pool);

  const text = lines.join("");
  expect(lines.length).toBeGreaterThan(50);
  expect(canaries.size).toBeGreaterThan(25);
  // The log is not empty: it contains operations and errors.
  for (const expected of ["ConfirmSignUp", "RespondToChallenge", "DeleteAccount", '"err":'])
    expect(text).toContain(expected);
  const found = Array.from(canaries).flatMap(([secret, word]) => {
    const pattern = new RegExp(`(?<![0-9a-f])${secret.replaceAll(/[^\w]/g, String.raw`\$&`)}(?![0-9a-f])`);
    return pattern.test(text) ? [word] : [];
  });
  expect(found).toEqual([]);
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
});

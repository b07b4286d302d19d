import { createHmac } from "node:crypto";
import {
  DescribeUserPoolClientCommand,
  GlobalSignOutCommand,
  InitiateAuthCommand,
  UpdateUserAttributesCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, it } from "vitest";
import { newAccount, newestCode, signInPerson, signUpPerson } from "../support/app/builders.ts";
import { catchRequestError, expectState } from "../support/app/expectations.ts";
import {
  localUserPoolId as UserPoolId,
  poolEnvironment,
  startTestAppForThisTest,
} from "../support/app/test-app.ts";

it("an access token of the API cannot change an address at the pool, nor find out who has one", async () => {
  const app = await startTestAppForThisTest();
  const [person, other] = [await signUpPerson(app), await signUpPerson(app)];
  for (const Value of [newAccount().email, other.email]) {
    const change = new UpdateUserAttributesCommand({
      AccessToken: person.accessToken,
      UserAttributes: [{ Name: "email", Value }],
    });
    await expect(app.cognito.send(change)).rejects.toThrow("unauthorized attribute");
  }
  const { email } = newAccount();
  const { sdk } = person.browser;
  expectState((await sdk.changeEmail({ input: { email } })).changeEmail, "CodeSent");
  await signInPerson(app, person);
  const { confirmEmail } = await sdk.confirmEmail({ input: { code: await newestCode(app, email) } });
  expect(expectState(confirmEmail, "Viewer").email).toBe(email);
  await signInPerson(app, { ...person, email });
});

it("a session that the pool has ended cannot change the profile", async () => {
  const app = await startTestAppForThisTest();
  const { browser, accessToken } = await signUpPerson(app);
  await app.cognito.send(new GlobalSignOutCommand({ AccessToken: accessToken }));
  const rename = browser.sdk.updateProfile({ input: { name: "Lore" } });
  expect((await catchRequestError(rename)).reason).toBe("TOKEN_INVALID");
});

it("the app client for sign-up issues no tokens", async () => {
  const app = await startTestAppForThisTest();
  const { email, password } = await signUpPerson(app);
  const environment = await poolEnvironment(app.cognito, app.userPoolUrl);
  const ClientId = environment["COGNITO_SIGN_UP_CLIENT_ID"] ?? "";
  const secret = environment["COGNITO_SIGN_UP_CLIENT_SECRET"] ?? "";
  const SECRET_HASH = createHmac("sha256", secret).update(email).update(ClientId).digest("base64");
  for (const AuthFlow of ["USER_PASSWORD_AUTH", "USER_AUTH", "CUSTOM_AUTH"] as const) {
    const AuthParameters = { USERNAME: email, PASSWORD: password, SECRET_HASH };
    const signIn = new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters });
    await expect(app.cognito.send(signIn)).rejects.toMatchObject({
      name: expect.stringMatching(/Exception$/),
    });
  }
});

it("a pool with one app client, which may write the address, works without AWS permissions", async () => {
  const app = await startTestAppForThisTest();
  const { COGNITO_CLIENT_ID: ClientId } = await poolEnvironment(app.cognito, app.userPoolUrl);
  const { UserPoolClient: { ClientSecret: _, ...settings } = {} } = await app.cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId, ClientId }),
  );
  const WriteAttributes = ["email", "name", "preferred_username"];
  await app.cognito.send(
    new UpdateUserPoolClientCommand({ ...settings, UserPoolId, ClientId, WriteAttributes }),
  );
  const { browser } = await app.startNode(
    { COGNITO_SIGN_UP_CLIENT_ID: "", COGNITO_SIGN_UP_CLIENT_SECRET: "" },
    { credentials: { accessKeyId: "stranger", secretAccessKey: "secret" } },
  );
  const person = await signUpPerson({ ...app, browser });
  const { sdk } = person.browser;
  const { email } = newAccount();
  expectState((await sdk.updateProfile({ input: { name: "Q" } })).updateProfile, "Viewer");
  expectState((await sdk.changeEmail({ input: { email } })).changeEmail, "CodeSent");
  const { confirmEmail } = await sdk.confirmEmail({ input: { code: await newestCode(app, email) } });
  expect(expectState(confirmEmail, "Viewer").email).toBe(email);
});

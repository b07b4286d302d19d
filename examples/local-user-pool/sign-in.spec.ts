import {
  CognitoIdentityProviderClient,
  ConfirmSignUpCommand,
  GetUserCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { type LocalUserPool, startLocalUserPool } from "@cruddur/local-user-pool";
import { afterAll, beforeAll, expect, it } from "vitest";

let pool: LocalUserPool;
let cognito: CognitoIdentityProviderClient;
beforeAll(async () => {
  pool = await startLocalUserPool({ seed: "seed.json", passwordHashCost: 10 });
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  cognito = new CognitoIdentityProviderClient({ endpoint: pool.url, region: "eu-west-1", credentials });
});
afterAll(async () => {
  cognito.destroy();
  await pool.stop();
});

const ClientId = "1exampleclient";
const Password = "Correct-Horse-9";

async function signIn(USERNAME: string): Promise<string | undefined> {
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME, PASSWORD: Password },
    }),
  );
  return AuthenticationResult?.AccessToken;
}

it("signs somebody up, by the code that was sent", async () => {
  const Username = "grace@example.com";
  await cognito.send(new SignUpCommand({ ClientId, Username, Password }));
  await cognito.send(
    new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode: pool.codes(Username).at(-1) }),
  );
  expect(await signIn(Username)).toBeDefined();
});

it("signs somebody up, confirmed without a code", async () => {
  await cognito.send(new SignUpCommand({ ClientId, Username: "alan@example.com", Password }));
  await pool.confirm("alan@example.com");
  expect(await signIn("alan@example.com")).toBeDefined();
});

it("refuses a token that has expired", async () => {
  const AccessToken = await signIn("ada@example.com");
  expect(await cognito.send(new GetUserCommand({ AccessToken }))).toHaveProperty("Username");
  await pool.expireTokens();
  await expect(cognito.send(new GetUserCommand({ AccessToken }))).rejects.toMatchObject({
    name: "NotAuthorizedException",
  });
});

import {
  CognitoIdentityProviderClient,
  GetUserCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, it } from "vitest";
import type { PoolConnection } from "./pool-connection.ts";
import { tellLanguage } from "./tell-language.ts";

it("the triggers of the pool are told the language, by the operations that take client metadata", async () => {
  const sent: unknown[] = [];
  const cognito = new CognitoIdentityProviderClient({ region: "us-east-1" });
  cognito.send = async (command: { input: unknown }) => void sent.push(command.input);
  const client = { clientId: "client", clientSecret: undefined };
  const connection: PoolConnection = {
    cognito,
    userPoolId: "us-east-1_Pool",
    client,
    signUpClient: client,
    profile: () => {
      throw new Error("not used");
    },
  };
  const { cognito: telling } = tellLanguage(connection, "fr");
  const account = { ClientId: "client", Username: "worf", Password: "p" };
  await telling.send(new SignUpCommand({ ...account, ClientMetadata: { campaign: "spring" } }));
  await telling.send(new InitiateAuthCommand({ ClientId: "client", AuthFlow: "USER_AUTH" }));
  await telling.send(new GetUserCommand({ AccessToken: "token" }));
  expect(sent).toEqual([
    { ...account, ClientMetadata: { campaign: "spring", language: "fr" } },
    { ClientId: "client", AuthFlow: "USER_AUTH", ClientMetadata: { language: "fr" } },
    { AccessToken: "token" },
  ]);
});

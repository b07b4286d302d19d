import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TestApp } from "../../../server/test/support/app/test-app.ts";

/** Starts a node with the web client on another pool, of these settings. */
export async function startOnOtherPool(
  app: TestApp,
  webClient: string,
  settings: Omit<CreateUserPoolCommandInput, "PoolName">,
  {
    environment = {},
    mfa,
  }: {
    environment?: Record<string, string>;
    /** The settings of second factors and passkeys. */
    mfa?: Omit<SetUserPoolMfaConfigCommandInput, "UserPoolId">;
  } = {},
): Promise<Awaited<ReturnType<TestApp["startNode"]>>> {
  const { UserPool } = await app.cognito.send(
    new CreateUserPoolCommand({ PoolName: "another", AutoVerifiedAttributes: ["email"], ...settings }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  if (mfa) await app.cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }));
  const { UserPoolClient } = await app.cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "another",
      ExplicitAuthFlows: [
        "ALLOW_USER_PASSWORD_AUTH",
        "ALLOW_USER_AUTH",
        "ALLOW_CUSTOM_AUTH",
        "ALLOW_REFRESH_TOKEN_AUTH",
      ],
    }),
  );
  return await app.startNode(
    {
      COGNITO_USER_POOL_ID: UserPoolId,
      COGNITO_CLIENT_ID: UserPoolClient?.ClientId ?? "",
      COGNITO_CLIENT_SECRET: "",
      COGNITO_SIGN_UP_CLIENT_ID: "",
      COGNITO_SIGN_UP_CLIENT_SECRET: "",
      COGNITO_TRUSTED_CLIENT_IDS: "",
      ...environment,
    },
    { webClient },
  );
}

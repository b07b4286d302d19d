import {
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  SetUserPoolMfaConfigCommand,
  type SetUserPoolMfaConfigCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import type { TestApp } from "./test-app.ts";

export type PoolOfACompany = {
  pool: Partial<CreateUserPoolCommandInput>;
  client?: Partial<CreateUserPoolClientCommandInput>;
  mfa?: Omit<SetUserPoolMfaConfigCommandInput, "UserPoolId">;
  /** More environment variables of the node. */
  environment?: Record<string, string>;
};

/** Makes a pool with an app client, and starts a node on them. */
export async function startOnPool(
  app: Pick<TestApp, "cognito" | "startNode">,
  { pool, client, mfa, environment }: PoolOfACompany,
): Promise<Pick<TestApp, "url" | "sdk" | "browser"> & { UserPoolId: string }> {
  const { UserPool } = await app.cognito.send(
    new CreateUserPoolCommand({
      PoolName: "company",
      UsernameConfiguration: { CaseSensitive: false },
      ...pool,
    }),
  );
  const UserPoolId = UserPool?.Id ?? "";
  if (mfa) await app.cognito.send(new SetUserPoolMfaConfigCommand({ UserPoolId, ...mfa }));
  const { UserPoolClient } = await app.cognito.send(
    new CreateUserPoolClientCommand({
      UserPoolId,
      ClientName: "front end",
      ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_AUTH"],
      PreventUserExistenceErrors: "ENABLED",
      ...client,
    }),
  );
  const node = await app.startNode({
    COGNITO_USER_POOL_ID: UserPoolId,
    COGNITO_CLIENT_ID: UserPoolClient?.ClientId ?? "",
    COGNITO_CLIENT_SECRET: UserPoolClient?.ClientSecret ?? "",
    COGNITO_SIGN_UP_CLIENT_ID: "",
    COGNITO_SIGN_UP_CLIENT_SECRET: "",
    COGNITO_TRUSTED_CLIENT_IDS: "",
    ...environment,
  });
  return { ...node, UserPoolId };
}

import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
  ListUserPoolClientsCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { localRegion } from "../app/start-local-pool.ts";
import { localCredentials } from "../local-user-pool/local-user-pool.ts";
import { createCognitoClient } from "../user-pool/cognito-client.ts";

export const userPoolId = "us-east-1_Local0001";
export const publicClientId = "local0public0client0000000";
export const password = "a long enough pass phrase";

/** The address of an account. */
export function emailOf(number: number): string {
  return `bench${number}@enterprise.example`;
}

/** The handle of an account. */
export function handleOf(number: number): string {
  return `bench_${number}`;
}

/** The local user pool of the first server; all servers use it. */
export class BenchPool {
  readonly #cognito: CognitoIdentityProviderClient;

  constructor(readonly endpoint: string) {
    this.#cognito = createCognitoClient({ region: localRegion, endpoint, credentials: localCredentials });
  }

  /** Environment variables of a server that uses the pool. */
  async environment(): Promise<Record<string, string>> {
    const { UserPoolClients = [] } = await this.#cognito.send(
      new ListUserPoolClientsCommand({ UserPoolId: userPoolId }),
    );
    const ClientId = UserPoolClients.find(({ ClientName }) => ClientName === "api")?.ClientId ?? "";
    const { UserPoolClient } = await this.#cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId: userPoolId, ClientId }),
    );
    return {
      COGNITO_ENDPOINT: this.endpoint,
      COGNITO_USER_POOL_ID: userPoolId,
      COGNITO_CLIENT_ID: ClientId,
      COGNITO_CLIENT_SECRET: UserPoolClient?.ClientSecret ?? "",
      COGNITO_TRUSTED_CLIENT_IDS: publicClientId,
      AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    };
  }

  /** Creates an account and signs it in; resolves to the access token. */
  async signUp(number: number): Promise<string> {
    const Username = emailOf(number);
    await this.#cognito.send(
      new AdminCreateUserCommand({
        UserPoolId: userPoolId,
        Username,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: Username },
          { Name: "email_verified", Value: "true" },
          { Name: "name", Value: `Bench ${number}` },
          { Name: "preferred_username", Value: handleOf(number) },
        ],
      }),
    );
    await this.#cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId: userPoolId,
        Username,
        Password: password,
        Permanent: true,
      }),
    );
    const { AuthenticationResult } = await this.#cognito.send(
      new InitiateAuthCommand({
        ClientId: publicClientId,
        AuthFlow: "USER_PASSWORD_AUTH",
        AuthParameters: { USERNAME: Username, PASSWORD: password },
      }),
    );
    return AuthenticationResult?.AccessToken ?? "";
  }

  close(): void {
    this.#cognito.destroy();
  }
}

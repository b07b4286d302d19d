import type { AppClientDefinition, UserPoolDefinition } from "./pool-definition.ts";

/**
 * The definition as a CloudFormation template, for teams that let no script near their account.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html
 */
export function toCloudFormation({ pool, mfa, clients, groups }: UserPoolDefinition): object {
  const { PoolName, ...properties } = pool;
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Cruddur's Amazon Cognito user pool and the app client of its API.",
    Parameters: { UserPoolName: { Type: "String", Default: PoolName } },
    Resources: {
      UserPool: {
        Type: "AWS::Cognito::UserPool",
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: {
          UserPoolName: { Ref: "UserPoolName" },
          ...properties,
          MfaConfiguration: mfa.MfaConfiguration,
          EnabledMfas: mfa.SoftwareTokenMfaConfiguration?.Enabled ? ["SOFTWARE_TOKEN_MFA"] : [],
        },
      },
      ...Object.fromEntries(clients.map((client) => [logicalId(client), toResource(client)])),
      ...Object.fromEntries(
        groups.map((group) => [
          `${capitalized(group.GroupName)}Group`,
          { Type: "AWS::Cognito::UserPoolGroup", Properties: { UserPoolId: { Ref: "UserPool" }, ...group } },
        ]),
      ),
    },
    Outputs: {
      UserPoolId: { Description: "COGNITO_USER_POOL_ID", Value: { Ref: "UserPool" } },
      ...Object.fromEntries(
        clients.map((client) => [
          `${logicalId(client)}Id`,
          {
            Description: "COGNITO_CLIENT_ID; its secret is shown by the console",
            Value: { Ref: logicalId(client) },
          },
        ]),
      ),
    },
  };
}

function toResource(client: AppClientDefinition): object {
  return { Type: "AWS::Cognito::UserPoolClient", Properties: { UserPoolId: { Ref: "UserPool" }, ...client } };
}

/** `api` is ApiClient: logical ids are letters and digits. */
function logicalId({ ClientName }: AppClientDefinition): string {
  return `${capitalized(ClientName)}Client`;
}

function capitalized(name: string): string {
  const words = name.split(/[^a-zA-Z0-9]+/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return words.join("");
}

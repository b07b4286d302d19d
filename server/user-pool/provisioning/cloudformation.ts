import { permissions } from "./permissions.ts";
import type { AppClientDefinition, UserPoolDefinition } from "./pool-definition.ts";

/**
 * Converts the definition to a CloudFormation template, for teams that do not run scripts in their AWS account.
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
      ApiPolicy: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          Description:
            "What the API may do with accounts of its user pool. Attach it to the role that runs the API.",
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: permissions.map(({ action }) => action),
                Resource: { "Fn::GetAtt": ["UserPool", "Arn"] },
              },
            ],
          },
        },
      },
    },
    Outputs: {
      UserPoolId: { Description: "COGNITO_USER_POOL_ID", Value: { Ref: "UserPool" } },
      ApiPolicyArn: { Description: "For the role that runs the API", Value: { Ref: "ApiPolicy" } },
      ...Object.fromEntries(
        clients.map((client) => [
          `${logicalId(client)}Id`,
          {
            Description: "COGNITO_CLIENT_ID; the console shows its secret",
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

/** `api` becomes ApiClient: logical ids have letters and digits only. */
function logicalId({ ClientName }: AppClientDefinition): string {
  return `${capitalized(ClientName)}Client`;
}

function capitalized(name: string): string {
  const words = name.split(/[^a-zA-Z0-9]+/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return words.join("");
}

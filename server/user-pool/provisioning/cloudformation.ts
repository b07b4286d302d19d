import { permissions } from "./permissions.ts";
import { scopeTriggerResources } from "./scope-trigger.ts";
import { apiClientName, type AppClientDefinition, type UserPoolDefinition } from "./pool-definition.ts";

const dropsScope = "DropsUserScope";

/** As long as the step-up window: with the trigger no older token has the user scope. */
const accessTokenMinutesWithTrigger = 5;

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
    Parameters: {
      UserPoolName: { Type: "String", Default: PoolName },
      UserScope: {
        Type: "String",
        AllowedValues: ["KEEP", "DROP_ON_REFRESH"],
        Default: "KEEP",
        Description:
          "DROP_ON_REFRESH: a Lambda function drops aws.cognito.signin.user.admin from refreshed access tokens, which then can change nothing at Cognito, and access tokens live five minutes.",
      },
    },
    Conditions: { [dropsScope]: { "Fn::Equals": [{ Ref: "UserScope" }, "DROP_ON_REFRESH"] } },
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
          LambdaConfig: whereDropped(
            {
              PreTokenGenerationConfig: {
                LambdaArn: { "Fn::GetAtt": ["ScopeTrigger", "Arn"] },
                LambdaVersion: "V2_0",
              },
            },
            { Ref: "AWS::NoValue" },
          ),
        },
      },
      ...Object.fromEntries(clients.map((client) => [logicalId(client), toResource(client)])),
      ...Object.fromEntries(
        groups.map((group) => [
          `${capitalized(group.GroupName)}Group`,
          { Type: "AWS::Cognito::UserPoolGroup", Properties: { UserPoolId: { Ref: "UserPool" }, ...group } },
        ]),
      ),
      ...scopeTriggerResources(dropsScope),
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
            Description: `${client.ClientName === apiClientName ? "COGNITO_CLIENT_ID" : "COGNITO_SIGN_UP_CLIENT_ID"}; the console shows its secret`,
            Value: { Ref: logicalId(client) },
          },
        ]),
      ),
    },
  };
}

function toResource(client: AppClientDefinition): object {
  const AccessTokenValidity =
    client.AccessTokenValidity && whereDropped(accessTokenMinutesWithTrigger, client.AccessTokenValidity);
  const Properties = { UserPoolId: { Ref: "UserPool" }, ...client, AccessTokenValidity };
  return { Type: "AWS::Cognito::UserPoolClient", Properties };
}

function whereDropped(value: unknown, otherwise: unknown): object {
  return { "Fn::If": [dropsScope, value, otherwise] };
}

/** `api` becomes ApiClient: logical ids have letters and digits only. */
function logicalId({ ClientName }: AppClientDefinition): string {
  return `${capitalized(ClientName)}Client`;
}

function capitalized(name: string): string {
  const words = name.split(/[^a-zA-Z0-9]+/).map((word) => word.slice(0, 1).toUpperCase() + word.slice(1));
  return words.join("");
}

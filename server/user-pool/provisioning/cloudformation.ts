import { deviceTracking } from "./device-tracking.ts";
import { toPasskeySettings } from "./first-factors.ts";
import { permissions, readingActions } from "./permissions.ts";
import { type TriggerCode, triggerResources } from "./trigger-resources.ts";
import {
  apiClientName,
  type AppClientDefinition,
  signUpClientName,
  type UserPoolDefinition,
} from "./pool-definition.ts";

/** The names of the template's conditions. */
const createsPool = "CreatesPool";
const createsGroups = "CreatesGroups";
const sendsBySes = "SendsBySes";
const namesSender = "NamesSender";
const dropsScope = "DropsUserScope";
const changesTokens = "ChangesTokens";
const localisesMessages = "LocalisesMessages";
const isLite = "IsLite";
const mailsCodes = "MailsCodes";
const hasPasskeys = "HasPasskeys";
const remembersDevices = "RemembersDevices";
const signsUpWithoutPassword = "SignsUpWithoutPassword";

/** As long as the step-up window: with the trigger no older token has the user scope. */
const accessTokenMinutesWithTrigger = 5;

const poolId = { "Fn::If": [createsPool, { Ref: "UserPool" }, { Ref: "ExistingUserPoolId" }] };
const poolArn = {
  "Fn::If": [
    createsPool,
    { "Fn::GetAtt": ["UserPool", "Arn"] },
    {
      "Fn::Sub":
        "arn:${AWS::Partition}:cognito-idp:${AWS::Region}:${AWS::AccountId}:userpool/${ExistingUserPoolId}",
    },
  ],
};
const nothing = { Ref: "AWS::NoValue" };

/**
 * Converts the definition to a CloudFormation template, for teams that do not run scripts in their AWS account. With
 * `ExistingUserPoolId` it creates app clients, groups, the policy and the secret for that pool, and changes nothing in it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html
 */
export function toCloudFormation(
  { pool, mfa, clients, groups }: UserPoolDefinition,
  code: TriggerCode,
): object {
  const { PoolName, UserPoolTier, ...properties } = pool;
  const signUpAttributes = clients.find(({ ClientName }) => ClientName === signUpClientName)?.WriteAttributes;
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Cruddur's Amazon Cognito user pool, or what its API needs in a user pool that exists.",
    Parameters: {
      ExistingUserPoolId: {
        Type: "String",
        Default: "",
        AllowedPattern: "^$|^[\\w-]+_[0-9a-zA-Z]+$",
        Description:
          "A user pool of this account and region. App clients, groups, the policy and the secret are created for it, and no setting of it changes. Empty: a new user pool.",
      },
      UserPoolName: { Type: "String", Default: PoolName, Description: "Of a new user pool." },
      Tier: {
        Type: "String",
        AllowedValues: ["LITE", "ESSENTIALS", "PLUS"],
        Default: UserPoolTier ?? "ESSENTIALS",
        Description:
          "Of a new user pool, and of an existing one if that is LITE, which has no sign-in right after a confirmation.",
      },
      SesSourceArn: {
        Type: "String",
        Default: "",
        AllowedPattern: "^$|^arn:[\\w-]+:ses:[\\w-]+:\\d{12}:identity/\\S+$",
        Description:
          "The identity of Amazon SES that sends a new user pool's mail. Empty: Cognito sends it, 50 mails a day for the whole AWS account.",
      },
      MailFrom: {
        Type: "String",
        Default: "",
        Description: "Sender of that mail, as Cruddur <no-reply@example.com>. Empty: the identity.",
      },
      RelyingPartyId: {
        Type: "String",
        Default: "",
        AllowedPattern: "^$|^[a-z\\d-]+(\\.[a-z\\d-]+)*$",
        MaxLength: 127,
        Description:
          "The domain that passkeys of a new user pool belong to, as example.com: the web client's or one above it. A later change loses all passkeys. Empty, or the tier LITE: no passkeys.",
      },
      RememberedDevices: {
        Type: "String",
        AllowedValues: ["true", "false"],
        Default: "false",
        Description:
          "true: people of a new user pool can choose that a device is not asked for the second factor for 30 days. Every program that signs people in must then confirm its device, as the API, Amplify and amazon-cognito-identity-js do.",
      },
      SignUpWithoutPassword: {
        Type: "String",
        AllowedValues: ["true", "false"],
        Default: "false",
        Description:
          "true: a sign-up needs no password where the user pool sends codes as first factor (SesSourceArn). Not of the tier LITE.",
      },
      CreateGroups: {
        Type: "String",
        AllowedValues: ["true", "false"],
        Default: "true",
        Description: `false: an existing user pool has these groups already: ${groups.map(({ GroupName }) => GroupName).join(", ")}.`,
      },
      SignUpAttributes: {
        Type: "CommaDelimitedList",
        Default: (signUpAttributes ?? []).join(","),
        Description:
          "What a sign-up may write. Add the attributes that an existing user pool requires, and its phone_number if people sign in by it.",
      },
      UserScope: {
        Type: "String",
        AllowedValues: ["KEEP", "DROP_ON_REFRESH"],
        Default: "KEEP",
        Description:
          "DROP_ON_REFRESH: a Lambda function drops aws.cognito.signin.user.admin from refreshed access tokens, which then can change nothing at Cognito, and access tokens live five minutes.",
      },
      ClaimAttributes: {
        Type: "String",
        Default: "",
        AllowedPattern: "^$|^[\\w:]+(,[\\w:]+)*$",
        Description:
          "Attributes of the user that a Lambda function of a new user pool copies into access tokens, as custom:tenant,locale. Declare them as claims of the API.",
      },
      LocalisedMessages: {
        Type: "String",
        AllowedValues: ["true", "false"],
        Default: "false",
        Description:
          "true: a Lambda function of a new user pool writes messages with codes in French and Arabic for requests in these languages. It needs SesSourceArn.",
      },
    },
    Rules: {
      ExistingUserPoolKeepsItsSettings: {
        RuleCondition: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "ExistingUserPoolId" }, ""] }] },
        Assertions: [
          {
            Assert: { "Fn::Equals": [{ Ref: "SesSourceArn" }, ""] },
            AssertDescription:
              "SesSourceArn is for a new user pool: `npm run provision` changes an existing one.",
          },
          {
            Assert: { "Fn::Equals": [{ Ref: "RelyingPartyId" }, ""] },
            AssertDescription:
              "RelyingPartyId is for a new user pool: `npm run provision` changes an existing one.",
          },
          {
            Assert: { "Fn::Equals": [{ Ref: "RememberedDevices" }, "false"] },
            AssertDescription:
              "RememberedDevices is for a new user pool: `npm run provision` changes an existing one.",
          },
          {
            Assert: { "Fn::Equals": [{ Ref: "UserScope" }, "KEEP"] },
            AssertDescription:
              "UserScope is for a new user pool: the trigger of an existing one is deployed by hand (docs/operations.md).",
          },
          {
            Assert: { "Fn::Equals": [{ Ref: "ClaimAttributes" }, ""] },
            AssertDescription:
              "ClaimAttributes is for a new user pool: deploy the trigger of an existing one by hand.",
          },
        ],
      },
      LocalisedMessagesNeedASender: {
        RuleCondition: { "Fn::Equals": [{ Ref: "LocalisedMessages" }, "true"] },
        Assertions: [
          {
            Assert: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "SesSourceArn" }, ""] }] },
            AssertDescription:
              "LocalisedMessages needs SesSourceArn: Cognito's own sender takes no texts of a trigger.",
          },
        ],
      },
    },
    Conditions: {
      [createsPool]: { "Fn::Equals": [{ Ref: "ExistingUserPoolId" }, ""] },
      [createsGroups]: { "Fn::Equals": [{ Ref: "CreateGroups" }, "true"] },
      [sendsBySes]: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "SesSourceArn" }, ""] }] },
      [namesSender]: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "MailFrom" }, ""] }] },
      [isLite]: { "Fn::Equals": [{ Ref: "Tier" }, "LITE"] },
      [mailsCodes]: { "Fn::And": [{ Condition: sendsBySes }, { "Fn::Not": [{ Condition: isLite }] }] },
      [hasPasskeys]: {
        "Fn::And": [
          { "Fn::Not": [{ "Fn::Equals": [{ Ref: "RelyingPartyId" }, ""] }] },
          { "Fn::Not": [{ Condition: isLite }] },
        ],
      },
      [remembersDevices]: { "Fn::Equals": [{ Ref: "RememberedDevices" }, "true"] },
      [signsUpWithoutPassword]: {
        "Fn::And": [
          { "Fn::Equals": [{ Ref: "SignUpWithoutPassword" }, "true"] },
          { "Fn::Not": [{ Condition: isLite }] },
        ],
      },
      [dropsScope]: { "Fn::Equals": [{ Ref: "UserScope" }, "DROP_ON_REFRESH"] },
      [changesTokens]: {
        "Fn::Or": [
          { Condition: dropsScope },
          { "Fn::Not": [{ "Fn::Equals": [{ Ref: "ClaimAttributes" }, ""] }] },
        ],
      },
      [localisesMessages]: { "Fn::Equals": [{ Ref: "LocalisedMessages" }, "true"] },
    },
    Resources: {
      UserPool: {
        Type: "AWS::Cognito::UserPool",
        Condition: createsPool,
        DeletionPolicy: "Retain",
        UpdateReplacePolicy: "Retain",
        Properties: {
          UserPoolName: { Ref: "UserPoolName" },
          ...properties,
          Policies: {
            ...properties.Policies,
            SignInPolicy: {
              AllowedFirstAuthFactors: [
                "PASSWORD",
                { "Fn::If": [mailsCodes, "EMAIL_OTP", nothing] },
                { "Fn::If": [hasPasskeys, "WEB_AUTHN", nothing] },
              ],
            },
          },
          ...toPasskeyProperties(),
          DeviceConfiguration: { "Fn::If": [remembersDevices, deviceTracking, nothing] },
          UserPoolTier: { Ref: "Tier" },
          EmailConfiguration: {
            "Fn::If": [
              sendsBySes,
              {
                EmailSendingAccount: "DEVELOPER",
                SourceArn: { Ref: "SesSourceArn" },
                From: { "Fn::If": [namesSender, { Ref: "MailFrom" }, nothing] },
              },
              nothing,
            ],
          },
          MfaConfiguration: mfa.MfaConfiguration,
          EnabledMfas: mfa.SoftwareTokenMfaConfiguration?.Enabled ? ["SOFTWARE_TOKEN_MFA"] : [],
          LambdaConfig: {
            PreTokenGenerationConfig: {
              "Fn::If": [
                changesTokens,
                { LambdaArn: { "Fn::GetAtt": ["TokenTrigger", "Arn"] }, LambdaVersion: "V2_0" },
                nothing,
              ],
            },
            CustomMessage: {
              "Fn::If": [localisesMessages, { "Fn::GetAtt": ["MessageTrigger", "Arn"] }, nothing],
            },
          },
        },
      },
      ...Object.fromEntries(clients.map((client) => [logicalId(client), toResource(client)])),
      ...Object.fromEntries(
        groups.map((group) => [
          `${capitalized(group.GroupName)}Group`,
          {
            Type: "AWS::Cognito::UserPoolGroup",
            Condition: createsGroups,
            Properties: { UserPoolId: poolId, ...group },
          },
        ]),
      ),
      ...triggerResources({
        name: "TokenTrigger",
        condition: changesTokens,
        description:
          "Copies attributes into access tokens, and drops the user scope from those of a refresh.",
        code: code.preTokenGeneration,
        environment: {
          CLAIM_ATTRIBUTES: { Ref: "ClaimAttributes" },
          USER_SCOPE: { Ref: "UserScope" },
        },
      }),
      ...triggerResources({
        name: "MessageTrigger",
        condition: localisesMessages,
        description: "Writes messages with codes in French and Arabic.",
        code: code.customMessage,
      }),
      ApiEnvironment: {
        Type: "AWS::SecretsManager::Secret",
        Properties: {
          Description: "The environment variables of Cruddur's API, with the secrets of its app clients.",
          SecretString: toSecretString(clients),
        },
      },
      ApiPolicy: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          Description:
            "What the API may do with accounts of its user pool. Attach it to the role that runs the API.",
          PolicyDocument: {
            Version: "2012-10-17",
            Statement: [permissions.map(({ action }) => action), readingActions].map((Action) => ({
              Effect: "Allow",
              Action,
              Resource: poolArn,
            })),
          },
        },
      },
    },
    Outputs: {
      UserPoolId: { Description: "COGNITO_USER_POOL_ID", Value: poolId },
      ApiPolicyArn: { Description: "For the role that runs the API", Value: { Ref: "ApiPolicy" } },
      ApiEnvironmentArn: {
        Description:
          "Secret of AWS Secrets Manager with all COGNITO_ variables as JSON. The role that starts the API needs secretsmanager:GetSecretValue on it.",
        Value: { Ref: "ApiEnvironment" },
      },
      ...Object.fromEntries(
        clients.map((client) => [
          `${logicalId(client)}Id`,
          {
            Description: `${variablesOf(client).id}; its secret is in ApiEnvironmentArn`,
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
  const isSignUp = client.ClientName === signUpClientName;
  const Properties = {
    UserPoolId: poolId,
    ...client,
    ExplicitAuthFlows: isSignUp ? toSignUpFlows(client) : toFlows(client.ExplicitAuthFlows ?? []),
    AccessTokenValidity,
    ...(isSignUp && { WriteAttributes: { Ref: "SignUpAttributes" } }),
  };
  return { Type: "AWS::Cognito::UserPoolClient", Properties };
}

function toPasskeyProperties(): object {
  const { UserVerification, FactorConfiguration } = toPasskeySettings("");
  const wherePossible = (value: unknown): object => ({ "Fn::If": [hasPasskeys, value, nothing] });
  return {
    WebAuthnRelyingPartyID: wherePossible({ Ref: "RelyingPartyId" }),
    WebAuthnUserVerification: wherePossible(UserVerification),
    WebAuthnFactorConfiguration: wherePossible(FactorConfiguration),
  };
}

/** With the flow that a sign-up without a password needs, where it is wanted. */
function toSignUpFlows({ ExplicitAuthFlows = [] }: AppClientDefinition): unknown {
  return [...ExplicitAuthFlows, { "Fn::If": [signsUpWithoutPassword, "ALLOW_USER_AUTH", nothing] }];
}

/** USER_AUTH requires a tier above LITE. */
function toFlows(flows: string[]): unknown {
  const ofLite = flows.filter((flow) => flow !== "ALLOW_USER_AUTH");
  return ofLite.length === flows.length ? flows : { "Fn::If": [isLite, ofLite, flows] };
}

/** The environment variables of an app client. */
function variablesOf({ ClientName }: AppClientDefinition): { id: string; secret: string } {
  const prefix = ClientName === apiClientName ? "COGNITO_CLIENT" : "COGNITO_SIGN_UP_CLIENT";
  return { id: `${prefix}_ID`, secret: `${prefix}_SECRET` };
}

/** A JSON object of environment variables. Ids and secrets have no character that JSON escapes. */
function toSecretString(clients: AppClientDefinition[]): object {
  const members = clients.flatMap((client) => {
    const [name, { id, secret }] = [logicalId(client), variablesOf(client)];
    return [`"${id}":"\${${name}}"`, `"${secret}":"\${${name}.ClientSecret}"`];
  });
  return {
    "Fn::Sub": [`{"COGNITO_USER_POOL_ID":"\${PoolId}",${members.join(",")}}`, { PoolId: poolId }],
  };
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

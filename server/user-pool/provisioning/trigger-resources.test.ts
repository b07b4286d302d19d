import { expect, it } from "vitest";
import { toCloudFormation } from "./cloudformation.ts";
import { userPoolDefinition } from "./pool-definition.ts";

const template = toCloudFormation(userPoolDefinition, {
  preTokenGeneration: "tokens",
  customMessage: "mail",
});

it("the template deploys the trigger of tokens where a parameter asks for it, with tokens that live five minutes where it drops the scope", () => {
  const condition = "ChangesTokens";
  expect(template).toMatchObject({
    Parameters: { UserScope: { Default: "KEEP" }, ClaimAttributes: { Default: "" } },
    Conditions: {
      [condition]: { "Fn::Or": [{ Condition: "DropsUserScope" }, expect.anything()] },
    },
    Resources: {
      UserPool: {
        Properties: {
          LambdaConfig: {
            PreTokenGenerationConfig: {
              "Fn::If": [condition, { LambdaVersion: "V2_0" }, { Ref: "AWS::NoValue" }],
            },
          },
        },
      },
      ApiClient: { Properties: { AccessTokenValidity: { "Fn::If": ["DropsUserScope", 5, 15] } } },
      TokenTrigger: {
        Condition: condition,
        Properties: {
          Code: { ZipFile: "tokens" },
          Environment: { Variables: { USER_SCOPE: { Ref: "UserScope" } } },
        },
      },
      TokenTriggerRole: { Condition: condition },
      TokenTriggerPermission: { Condition: condition },
    },
  });
});

it("the template deploys the trigger of messages where its parameter asks for it, and refuses it without a sender", () => {
  const condition = "LocalisesMessages";
  expect(template).toMatchObject({
    Resources: {
      UserPool: {
        Properties: {
          LambdaConfig: {
            CustomMessage: { "Fn::If": [condition, expect.anything(), { Ref: "AWS::NoValue" }] },
          },
        },
      },
      MessageTrigger: { Condition: condition, Properties: { Code: { ZipFile: "mail" } } },
      MessageTriggerPermission: { Condition: condition },
    },
    Rules: {
      LocalisedMessagesNeedASender: {
        Assertions: [{ Assert: { "Fn::Not": [{ "Fn::Equals": [{ Ref: "SesSourceArn" }, ""] }] } }],
      },
    },
  });
});

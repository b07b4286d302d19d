import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { toCloudFormation } from "./cloudformation.ts";
import { userPoolDefinition } from "./pool-definition.ts";
import { scopeTriggerCode } from "./scope-trigger.ts";

/** Runs the function as Lambda does. Returns the scopes that it suppresses. */
async function suppressedScopes(triggerSource: string): Promise<unknown> {
  const exports: { handler?: (event: object) => Promise<{ response?: unknown }> } = {};
  runInNewContext(scopeTriggerCode, { exports });
  const event = await exports.handler?.({ triggerSource, response: {} });
  return event?.response;
}

it("drops the user scope from tokens of a refresh", async () => {
  expect(await suppressedScopes("TokenGeneration_RefreshTokens")).toEqual({
    claimsAndScopeOverrideDetails: {
      accessTokenGeneration: { scopesToSuppress: ["aws.cognito.signin.user.admin"] },
    },
  });
});

it.each(["TokenGeneration_Authentication", "TokenGeneration_NewPasswordChallenge"])(
  "keeps it at %s",
  async (triggerSource) => {
    expect(await suppressedScopes(triggerSource)).toEqual({});
  },
);

it("is deployed by the template where its parameter asks for it, with tokens that live five minutes", () => {
  const condition = "DropsUserScope";
  expect(toCloudFormation(userPoolDefinition)).toMatchObject({
    Parameters: { UserScope: { Default: "KEEP" } },
    Resources: {
      UserPool: {
        Properties: {
          LambdaConfig: {
            "Fn::If": [
              condition,
              { PreTokenGenerationConfig: { LambdaVersion: "V2_0" } },
              { Ref: "AWS::NoValue" },
            ],
          },
        },
      },
      ApiClient: { Properties: { AccessTokenValidity: { "Fn::If": [condition, 5, 15] } } },
      ScopeTrigger: { Condition: condition, Properties: { Code: { ZipFile: scopeTriggerCode } } },
      ScopeTriggerRole: { Condition: condition },
      ScopeTriggerPermission: { Condition: condition },
    },
  });
});

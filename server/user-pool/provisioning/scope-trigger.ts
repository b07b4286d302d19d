import { userScope } from "../tokens/access-token-claims.ts";

/**
 * The code of the pre-token-generation trigger, version 2: tokens of a refresh lack the user scope, so that they can change
 * nothing at Cognito. The token of a sign-in keeps it, since the API needs it to set an authenticator app up and to verify a
 * new address.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export const scopeTriggerCode = `exports.handler = async (event) => {
  if (event.triggerSource === "TokenGeneration_RefreshTokens") {
    event.response = {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { scopesToSuppress: ["${userScope}"] },
      },
    };
  }
  return event;
};
`;

/** The resources of the trigger in a CloudFormation template, with its function's logical id `ScopeTrigger`. */
export function scopeTriggerResources(condition: string): Record<string, object> {
  return {
    ScopeTriggerRole: {
      Type: "AWS::IAM::Role",
      Condition: condition,
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
          ],
        },
      },
    },
    ScopeTrigger: {
      Type: "AWS::Lambda::Function",
      Condition: condition,
      Properties: {
        Description: "Drops the user scope from the access tokens of a refresh.",
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Timeout: 5,
        Role: { "Fn::GetAtt": ["ScopeTriggerRole", "Arn"] },
        Code: { ZipFile: scopeTriggerCode },
      },
    },
    ScopeTriggerPermission: {
      Type: "AWS::Lambda::Permission",
      Condition: condition,
      Properties: {
        Action: "lambda:InvokeFunction",
        FunctionName: { Ref: "ScopeTrigger" },
        Principal: "cognito-idp.amazonaws.com",
        SourceArn: { "Fn::GetAtt": ["UserPool", "Arn"] },
      },
    },
  };
}

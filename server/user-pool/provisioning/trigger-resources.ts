/** The code of the functions in deploy/triggers. */
export type TriggerCode = { preTokenGeneration: string; customMessage: string };

/** A trigger in a template. `name` is the logical id of its function. */
type TriggerFunction = {
  name: string;
  condition: string;
  description: string;
  code: string;
  environment?: Record<string, object>;
};

/**
 * The resources of a trigger in a CloudFormation template: its function, the role that this runs with, and the pool's
 * permission to invoke it.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
export function triggerResources({
  name,
  condition,
  description,
  code,
  environment,
}: TriggerFunction): Record<string, object> {
  return {
    [`${name}Role`]: {
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
    [name]: {
      Type: "AWS::Lambda::Function",
      Condition: condition,
      Properties: {
        Description: description,
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        Timeout: 5,
        Role: { "Fn::GetAtt": [`${name}Role`, "Arn"] },
        Code: { ZipFile: code },
        ...(environment && { Environment: { Variables: environment } }),
      },
    },
    [`${name}Permission`]: {
      Type: "AWS::Lambda::Permission",
      Condition: condition,
      Properties: {
        Action: "lambda:InvokeFunction",
        FunctionName: { Ref: name },
        Principal: "cognito-idp.amazonaws.com",
        SourceArn: { "Fn::GetAtt": ["UserPool", "Arn"] },
      },
    },
  };
}

import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { toCloudFormation } from "./cloudformation.ts";
import { permissions } from "./permissions.ts";
import { userPoolDefinition } from "./pool-definition.ts";

const actions = permissions.map(({ action }) => action);

it("are those that the verbs use, and no others", () => {
  const verbs = `${import.meta.dirname}/../verbs`;
  const used = readdirSync(verbs).flatMap((file) =>
    Array.from(
      readFileSync(`${verbs}/${file}`, "utf8").matchAll(/new (Admin\w+|List\w+)Command/g),
      ([, name]) => `cognito-idp:${name}`,
    ),
  );
  expect(Array.from(new Set(used)).toSorted()).toEqual(actions.toSorted());
});

it("are granted by the template on this pool alone", () => {
  expect(toCloudFormation(userPoolDefinition)).toMatchObject({
    Resources: {
      ApiPolicy: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          PolicyDocument: {
            Statement: [
              {
                Effect: "Allow",
                Action: actions,
                Resource: {
                  "Fn::If": [
                    "CreatesPool",
                    { "Fn::GetAtt": ["UserPool", "Arn"] },
                    { "Fn::Sub": expect.stringMatching(/^arn:.*:userpool\/\$\{ExistingUserPoolId\}$/) },
                  ],
                },
              },
            ],
          },
        },
      },
    },
  });
});

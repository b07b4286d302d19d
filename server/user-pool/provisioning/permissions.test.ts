import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { toCloudFormation } from "./cloudformation.ts";
import { permissions, readingActions } from "./permissions.ts";
import { userPoolDefinition } from "./pool-definition.ts";

const actions = permissions.map(({ action }) => action);

it("are those that the verbs use, and no others", () => {
  const verbs = `${import.meta.dirname}/../verbs`;
  const used = readdirSync(verbs).flatMap((file) =>
    Array.from(
      readFileSync(`${verbs}/${file}`, "utf8").matchAll(
        // Operations by an access token need no permission.
        /new (Admin\w+|List\w+)Command\((?!\{\s*AccessToken)/g,
      ),
      ([, name]) => `cognito-idp:${name}`,
    ),
  );
  expect(Array.from(new Set(used)).toSorted()).toEqual(actions.toSorted());
});

it("to read settings are those that the profile uses, and no others", () => {
  const source = readFileSync(`${import.meta.dirname}/../profile/read-settings.ts`, "utf8");
  const used = Array.from(source.matchAll(/new (\w+)Command\(/g), ([, name]) => `cognito-idp:${name}`);
  expect(Array.from(new Set(used)).toSorted()).toEqual(readingActions.toSorted());
});

it("are granted by the template on this pool alone", () => {
  const Resource = {
    "Fn::If": [
      "CreatesPool",
      { "Fn::GetAtt": ["UserPool", "Arn"] },
      { "Fn::Sub": expect.stringMatching(/^arn:.*:userpool\/\$\{ExistingUserPoolId\}$/) },
    ],
  };
  expect(toCloudFormation(userPoolDefinition, { preTokenGeneration: "", customMessage: "" })).toMatchObject({
    Resources: {
      ApiPolicy: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          PolicyDocument: {
            Statement: [actions, readingActions].map((Action) => ({ Effect: "Allow", Action, Resource })),
          },
        },
      },
    },
  });
});

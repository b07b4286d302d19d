import { AdminAddUserToGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Sdk } from "../../../../client/sdk/sdk.ts";
import { type Person, signInAgain } from "./builders.ts";
import { localUserPoolId, type TestApp } from "./test-app.ts";

/** Adds a user to the group, and signs in again, since only new tokens contain it. */
export async function becomeModerator({ cognito }: Pick<TestApp, "cognito">, person: Person): Promise<Sdk> {
  await cognito.send(
    new AdminAddUserToGroupCommand({
      UserPoolId: localUserPoolId,
      GroupName: "moderators",
      Username: person.email,
    }),
  );
  await signInAgain(person);
  return person.browser.sdk;
}

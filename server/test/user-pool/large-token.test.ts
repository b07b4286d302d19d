import { AdminAddUserToGroupCommand, CreateGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { expect, it, onTestFinished } from "vitest";
import { signInAgain, signUpPerson } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { localUserPoolId as UserPoolId, startTestApp } from "../support/app/test-app.ts";

it.each([
  ["of ASCII letters", "g"],
  ["of letters with three bytes", "組"],
  ["of characters with four bytes", "𝔤"],
])(
  "a person in 100 groups with the longest names signs in, reads and refreshes: %s",
  async (_case, letter) => {
    const app = await startTestApp();
    onTestFinished(() => app.stop());
    const person = await signUpPerson(app);
    for (let number = 100; number < 200; number += 1) {
      const filler = letter.repeat(Math.floor(125 / letter.length));
      const GroupName = `${number}${filler}`;
      await app.cognito.send(new CreateGroupCommand({ UserPoolId, GroupName }));
      await app.cognito.send(
        new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username: person.email }),
      );
    }
    await signInAgain(person);
    const { sdk } = person.browser;
    expect((await sdk.viewer()).viewer?.handle).toBe(person.handle);
    for (let time = 0; time < 2; time += 1) {
      const { refreshSession } = await sdk.refreshSession();
      const { accessToken } = expectState(refreshSession, "SignedIn").session;
      expect(accessToken.length).toBeGreaterThan(15_000);
      person.browser.useAccessToken(accessToken);
      expect((await sdk.homeFeed({})).homeFeed.edges).toEqual([]);
    }
  },
);

import { afterAll, beforeAll, expect, it } from "vitest";
import { newAccount, type Person, signUpPerson } from "../support/app/builders.ts";
import { expectState, problemsOf } from "../support/app/expectations.ts";
import { post } from "../support/app/feed-actions.ts";
import { startTestApp, type TestApp } from "../support/app/test-app.ts";

let app: TestApp;
let person: Person;
beforeAll(async () => {
  app = await startTestApp();
  person = await signUpPerson(app);
});
afterAll(() => app.stop());

const flood = `Z${"\u0351".repeat(90)}`;

it("a character with a tower of marks is refused wherever others would read it", async () => {
  const { sdk } = person.browser;
  const { id: activityId } = await post(sdk, "a post");
  const { createActivity } = await sdk.createActivity({ input: { message: flood } });
  const { createReply } = await sdk.createReply({ input: { activityId, message: flood } });
  const { updateProfile } = await sdk.updateProfile({ input: { name: flood, bio: flood } });
  const { signUp } = await app.sdk.signUp({ input: newAccount({ name: flood }) });
  const { confirmTotp } = await sdk.confirmTotp({ input: { code: "123456", deviceName: flood } });
  expect([createActivity, createReply, updateProfile, signUp, confirmTotp].map(problemsOf)).toEqual([
    ["ILLEGIBLE_TEXT message"],
    ["ILLEGIBLE_TEXT message"],
    ["ILLEGIBLE_TEXT name", "ILLEGIBLE_TEXT bio"],
    ["ILLEGIBLE_TEXT name"],
    ["ILLEGIBLE_TEXT deviceName"],
  ]);
});

it("blank lines collapse in posts, replies and bios, and reversed text is turned back", async () => {
  const { sdk } = person.browser;
  const text = `up\u202e${"\n".repeat(40)}down`;
  const stored = "up\n\n\ndown";
  const { id: activityId, message } = await post(sdk, text);
  const { createReply } = await sdk.createReply({ input: { activityId, message: text } });
  const { updateProfile } = await sdk.updateProfile({ input: { bio: text } });
  expect([
    message,
    expectState(createReply, "Activity").message,
    expectState(updateProfile, "Viewer").bio,
  ]).toEqual([stored, stored, stored]);
});

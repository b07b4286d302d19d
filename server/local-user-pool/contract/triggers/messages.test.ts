import {
  AdminCreateUserCommand,
  ForgotPasswordCommand,
  GetUserAttributeVerificationCodeCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createUser, newInbox, newPhone, password, phonePool, tokensFor } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";
import { addTrigger, createTriggerPool } from "../support/triggers.ts";
import type { RecordedTrigger } from "../support/triggers.ts";

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

const sourcesOf = ({ events }: RecordedTrigger) => events.map(({ triggerSource }) => triggerSource);

describe("CustomMessage", () => {
  it("writes mails: placeholders are filled in, and what it leaves out stays", async () => {
    const trigger = addTrigger(endpoint, () => ({ emailMessage: "<b>{####}</b> für {username}" }));
    const pool = await createTriggerPool(
      endpoint,
      { CustomMessage: trigger.arn },
      {
        pool: { EmailVerificationSubject: "From the template" },
      },
    );
    const { clientId: ClientId } = pool;
    const Username = newInbox();
    const ClientMetadata = { language: "fr" };
    await endpoint.cognito.send(
      new SignUpCommand({ ClientId, Username, Password: password, ClientMetadata }),
    );
    const code = endpoint.codeFor(Username);
    expect(endpoint.mailTo(Username)).toMatchObject({
      subject: "From the template",
      text: expect.stringContaining(`${code} für `),
      html: expect.stringContaining(`<b>${code}</b>`),
    });
    expect(trigger.events).toMatchObject([
      {
        triggerSource: "CustomMessage_SignUp",
        callerContext: { clientId: ClientId },
        request: {
          userAttributes: { email: Username, "cognito:user_status": "UNCONFIRMED" },
          codeParameter: "{####}",
          usernameParameter: null,
          clientMetadata: ClientMetadata,
        },
        response: { smsMessage: null, emailMessage: null, emailSubject: null },
      },
    ]);
    expect(JSON.stringify(trigger.events)).not.toContain(code);
  });

  it("writes SMS", async () => {
    const trigger = addTrigger(endpoint, () => ({ smsMessage: "Dein Code: {####}", emailMessage: "no" }));
    const pool = await createTriggerPool(endpoint, { CustomMessage: trigger.arn }, { pool: phonePool });
    const Username = newPhone();
    await endpoint.cognito.send(new SignUpCommand({ ClientId: pool.clientId, Username, Password: password }));
    expect(endpoint.mailTo(Username).text).toBe(`Dein Code: ${endpoint.codeFor(Username)}`);
  });

  it("writes invitations, which need the username too", async () => {
    const texts = ["{username} {####}", "{####}"];
    const trigger = addTrigger(endpoint, () => ({ emailMessage: texts.shift(), emailSubject: "Welcome" }));
    const { poolId: UserPoolId } = await createTriggerPool(endpoint, { CustomMessage: trigger.arn });
    const invite = (Username: string) =>
      endpoint.cognito.send(
        new AdminCreateUserCommand({ UserPoolId, Username, DesiredDeliveryMediums: ["EMAIL"] }),
      );
    const email = newInbox();
    await invite(email);
    expect(endpoint.mailTo(email)).toMatchObject({
      subject: "Welcome",
      text: expect.stringContaining(email),
    });
    await expect(invite(newInbox())).rejects.toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringContaining("emailBody"),
    });
  });

  it.each([
    ["a mail without the code", { emailMessage: "Hello" }],
    ["a mail that is too long", { emailMessage: `{####}${"x".repeat(20_000)}` }],
    ["a subject that is too long", { emailSubject: "x".repeat(141) }],
  ])("that writes %s fails the operation", async (_case, response) => {
    const trigger = addTrigger(endpoint, () => response);
    const { clientId: ClientId } = await createTriggerPool(endpoint, { CustomMessage: trigger.arn });
    const Username = newInbox();
    await expect(
      endpoint.cognito.send(new SignUpCommand({ ClientId, Username, Password: password })),
    ).rejects.toMatchObject({ name: "InvalidParameterException" });
    expect(endpoint.mailsTo(Username)).toEqual([]);
  });

  it("has a source for each reason of a message", async () => {
    const trigger = addTrigger(endpoint);
    const pool = await createTriggerPool(endpoint, { CustomMessage: trigger.arn });
    const { clientId: ClientId } = pool;
    const [unconfirmed, email] = [newInbox(), newInbox()];
    await endpoint.cognito.send(new SignUpCommand({ ClientId, Username: unconfirmed, Password: password }));
    await endpoint.cognito.send(new ResendConfirmationCodeCommand({ ClientId, Username: unconfirmed }));
    await createUser(endpoint, pool.poolId, email);
    await endpoint.cognito.send(new ForgotPasswordCommand({ ClientId, Username: email }));
    const { AccessToken } = await tokensFor(endpoint, pool, email);
    const UserAttributes = [{ Name: "email", Value: newInbox() }];
    await endpoint.cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }));
    await endpoint.cognito.send(
      new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: "email" }),
    );
    expect(sourcesOf(trigger)).toEqual([
      "CustomMessage_SignUp",
      "CustomMessage_ResendCode",
      "CustomMessage_ForgotPassword",
      "CustomMessage_UpdateUserAttribute",
      "CustomMessage_VerifyUserAttribute",
    ]);
  });
});

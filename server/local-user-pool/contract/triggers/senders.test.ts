import { createHash } from "node:crypto";
import { buildDecrypt } from "@aws-crypto/decrypt-node";
import { CommitmentPolicy } from "@aws-crypto/material-management-node";
import { RawAesKeyringNode, RawAesWrappingSuiteIdentifier } from "@aws-crypto/raw-aes-keyring-node";
import {
  AdminCreateUserCommand,
  ConfirmSignUpCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { newInbox, newPhone, password, smsSettings } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";
import { addTrigger, createTriggerPool } from "../support/triggers.ts";
import type { TriggerEvent } from "../support/triggers.ts";

let endpoint: EndpointUnderTest;

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

const keyArn = "arn:aws:kms:us-east-1:000000000000:key/1234";

/** Decrypts a code with the AWS Encryption SDK, as a sender does. */
async function decryptCode({ request }: TriggerEvent): Promise<string> {
  const keyring = new RawAesKeyringNode({
    keyNamespace: "local-user-pool",
    keyName: keyArn,
    unencryptedMasterKey: createHash("sha256").update(keyArn).digest(),
    wrappingSuite: RawAesWrappingSuiteIdentifier.AES256_GCM_IV12_TAG16_NO_PADDING,
  });
  const { decrypt } = buildDecrypt(CommitmentPolicy.REQUIRE_ENCRYPT_ALLOW_DECRYPT);
  const { plaintext } = await decrypt(keyring, Buffer.from(String(request["code"]), "base64"));
  return plaintext.toString("utf8");
}

const toConfig = (name: "CustomEmailSender" | "CustomSMSSender", LambdaArn: string) => ({
  [name]: { LambdaVersion: "V1_0" as const, LambdaArn },
  KMSKeyID: keyArn,
});

/** The event that a sender gets after the response. */
const eventOf = async (trigger: { events: TriggerEvent[] }): Promise<TriggerEvent> =>
  await vi.waitFor(() => {
    const event = trigger.events.at(-1);
    if (!event) throw new Error("No event yet");
    return event;
  });

it("CustomEmailSender gets the code encrypted, in place of the mail and of CustomMessage", async () => {
  const message = addTrigger(endpoint);
  const sender = addTrigger(endpoint);
  const pool = await createTriggerPool(endpoint, {
    ...toConfig("CustomEmailSender", sender.arn),
    CustomMessage: message.arn,
  });
  const { clientId: ClientId } = pool;
  const Username = newInbox();
  const ClientMetadata = { language: "fr" };
  await endpoint.cognito.send(new SignUpCommand({ ClientId, Username, Password: password, ClientMetadata }));
  const event = await eventOf(sender);
  expect(event).toMatchObject({
    triggerSource: "CustomEmailSender_SignUp",
    request: {
      type: "customEmailSenderRequestV1",
      userAttributes: { email: Username },
      clientMetadata: ClientMetadata,
    },
  });
  const ConfirmationCode = await decryptCode(event);
  expect(JSON.stringify(event)).not.toContain(ConfirmationCode);
  await endpoint.cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
  expect([message.events, endpoint.mailsTo(Username)]).toEqual([[], []]);
});

it("CustomSMSSender gets codes for phones, and mails stay with the pool", async () => {
  const sender = addTrigger(endpoint);
  const { poolId: UserPoolId } = await createTriggerPool(endpoint, toConfig("CustomSMSSender", sender.arn), {
    pool: { ...smsSettings, UsernameAttributes: undefined },
  });
  const [email, phone] = [newInbox(), newPhone()];
  const TemporaryPassword = `${password}<&>`;
  await endpoint.cognito.send(
    new AdminCreateUserCommand({
      UserPoolId,
      Username: "ada",
      TemporaryPassword,
      DesiredDeliveryMediums: ["EMAIL", "SMS"],
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "phone_number", Value: phone },
      ],
    }),
  );
  const event = await eventOf(sender);
  expect(event).toMatchObject({
    triggerSource: "CustomSMSSender_AdminCreateUser",
    request: { type: "customSMSSenderRequestV1" },
  });
  expect(await decryptCode(event)).toBe(`${password}&#60;&#38;&#62;`);
  expect(endpoint.mailsTo(phone)).toEqual([]);
  expect(endpoint.mailTo(email).text).toContain(TemporaryPassword);
});

it("a sender that fails does not fail the operation, and its error is reported", async () => {
  const sender = addTrigger(endpoint, () => {
    throw new Error("No provider");
  });
  const pool = await createTriggerPool(endpoint, toConfig("CustomEmailSender", sender.arn));
  await endpoint.cognito.send(
    new SignUpCommand({ ClientId: pool.clientId, Username: newInbox(), Password: password }),
  );
  await vi.waitFor(() => {
    expect(endpoint.unexpectedErrors).toMatchObject([
      { message: "CustomEmailSender failed with error No provider." },
    ]);
  });
});

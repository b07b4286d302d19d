import {
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CreateUserPoolCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  createNamedUser,
  createPool,
  maskedPhone,
  newInbox,
  newPhone,
  signInByPassword,
  smsSettings,
  toAttributeList,
} from "../support/builders.ts";
import type { TestPool } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { onlyLocally } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

let endpoint: EndpointUnderTest;
const newPassword = "Another-Horse-9";

beforeAll(async () => {
  endpoint = await startEndpointUnderTest();
});

afterAll(() => endpoint.close());

const createSmsPool = async (pool: Partial<CreateUserPoolCommandInput>) => {
  onlyLocally("a pool of AWS needs a role that may send SMS");
  return await createPool(endpoint, { pool });
};

describe("ForgotPassword", () => {
  const settings = { ...smsSettings, UsernameAttributes: undefined, AutoVerifiedAttributes: undefined };
  const recovery = (...names: ("verified_phone_number" | "verified_email" | "admin_only")[]) => ({
    AccountRecoverySetting: {
      RecoveryMechanisms: names.map((Name, index) => ({ Name, Priority: index + 1 })),
    },
  });
  const forgot = ({ clientId: ClientId }: TestPool, Username: string) =>
    endpoint.cognito.send(new ForgotPasswordCommand({ ClientId, Username }));
  const confirmForgot = ({ clientId: ClientId }: TestPool, Username: string, ConfirmationCode: string) =>
    endpoint.cognito.send(
      new ConfirmForgotPasswordCommand({ ClientId, Username, ConfirmationCode, Password: newPassword }),
    );

  it("sends its code by SMS, which sets a new password once", async () => {
    const pool = await createSmsPool({ ...settings, ...recovery("verified_phone_number") });
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada", { phone_number: phone, phone_number_verified: "true" });
    const { CodeDeliveryDetails } = await forgot(pool, "ada");
    expect(CodeDeliveryDetails).toEqual({
      Destination: maskedPhone(phone),
      DeliveryMedium: "SMS",
      AttributeName: "phone_number",
    });
    await confirmForgot(pool, "ada", endpoint.codeFor(phone));
    expect((await signInByPassword(endpoint, pool, "ada", newPassword)).AuthenticationResult).toBeDefined();
    await expect(confirmForgot(pool, "ada", endpoint.codeFor(phone))).rejects.toMatchObject({
      name: "ExpiredCodeException",
    });
  });

  it.each([
    ["the phone number without a setting", {}, "SMS"],
    ["the phone number where it comes first", recovery("verified_phone_number", "verified_email"), "SMS"],
    ["the address where it comes first", recovery("verified_email", "verified_phone_number"), "EMAIL"],
    ["the address where it is the only one", recovery("verified_email"), "EMAIL"],
  ])("prefers %s", async (_case, accountRecovery, DeliveryMedium) => {
    const pool = await createSmsPool({ ...settings, ...accountRecovery });
    const verified = { email_verified: "true", phone_number_verified: "true" };
    await createNamedUser(endpoint, pool, "ada", {
      email: newInbox(),
      phone_number: newPhone(),
      ...verified,
    });
    expect((await forgot(pool, "ada")).CodeDeliveryDetails?.DeliveryMedium).toBe(DeliveryMedium);
  });

  it("falls back to the verified address, and replaces the code of the phone number", async () => {
    const pool = await createSmsPool({
      ...settings,
      ...recovery("verified_phone_number", "verified_email"),
    });
    const [email, phone] = [newInbox(), newPhone()];
    const verified = { email_verified: "true", phone_number_verified: "true" };
    await createNamedUser(endpoint, pool, "ada", { email, phone_number: phone, ...verified });
    await forgot(pool, "ada");
    await endpoint.cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: pool.poolId,
        Username: "ada",
        UserAttributes: toAttributeList({ phone_number_verified: "false" }),
      }),
    );
    expect((await forgot(pool, "ada")).CodeDeliveryDetails?.DeliveryMedium).toBe("EMAIL");
    if (endpoint.codeFor(phone) !== endpoint.codeFor(email)) {
      await expect(confirmForgot(pool, "ada", endpoint.codeFor(phone))).rejects.toMatchObject({
        name: "CodeMismatchException",
      });
    }
    await confirmForgot(pool, "ada", endpoint.codeFor(email));
  });

  it("sends nothing to a phone number that is not verified, and nothing in an admin_only pool", async () => {
    const pool = await createSmsPool({ ...settings, ...recovery("verified_phone_number") });
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada", { phone_number: phone });
    // The client prevents user existence errors: the response claims a delivery.
    expect((await forgot(pool, "ada")).CodeDeliveryDetails).toBeDefined();
    expect(endpoint.mailsTo(phone)).toEqual([]);
    const closed = await createSmsPool({ ...settings, ...recovery("admin_only") });
    await createNamedUser(endpoint, closed, "ada", { phone_number: phone, phone_number_verified: "true" });
    await expect(forgot(closed, "ada")).rejects.toMatchObject({ name: "NotAuthorizedException" });
  });

  it("AdminResetUserPassword sends its code by SMS too", async () => {
    const pool = await createSmsPool(settings);
    const phone = newPhone();
    await createNamedUser(endpoint, pool, "ada", { phone_number: phone, phone_number_verified: "true" });
    await endpoint.cognito.send(
      new AdminResetUserPasswordCommand({ UserPoolId: pool.poolId, Username: "ada" }),
    );
    await confirmForgot(pool, "ada", endpoint.codeFor(phone));
    expect((await signInByPassword(endpoint, pool, "ada", newPassword)).AuthenticationResult).toBeDefined();
  });
});

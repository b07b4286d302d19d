import { describe, expect, it } from "vitest";
import { isRecord } from "../../lib/is-record.ts";
import { toCloudFormation } from "./cloudformation.ts";
import { userPoolDefinition } from "./pool-definition.ts";

type Json = Record<string, unknown>;
type Template = Record<"Parameters" | "Conditions" | "Resources" | "Outputs" | "Rules", Record<string, Json>>;

const template: Template = JSON.parse(
  JSON.stringify(toCloudFormation(userPoolDefinition, { preTokenGeneration: "1", customMessage: "2" })),
);

/** The resources and outputs that CloudFormation would create with these parameters, with the intrinsic functions resolved. */
function deploy(parameters: Record<string, string>) {
  const values: Json = Object.fromEntries(
    Object.entries(template.Parameters).map(([name, { Default }]) => [name, parameters[name] ?? Default]),
  );
  const isTrue = (condition: unknown): boolean => {
    const {
      "Fn::Equals": equal,
      "Fn::Not": not,
      "Fn::And": all,
      "Fn::Or": any,
      Condition: name,
    } = isRecord(condition) ? condition : {};
    if (typeof name === "string") return isTrue(template.Conditions[name]);
    if (Array.isArray(all)) return all.every(isTrue);
    if (Array.isArray(any)) return any.some(isTrue);
    if (Array.isArray(not)) return !isTrue(not[0]);
    const [left, right]: unknown[] = Array.isArray(equal) ? equal.map(resolve) : [];
    return left === right;
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve).filter((each) => each !== undefined);
    if (!isRecord(value)) return value;
    const { Ref, "Fn::If": choice } = value;
    if (Ref === "AWS::NoValue") return undefined;
    if (typeof Ref === "string" && Ref in values) return values[Ref];
    if (Array.isArray(choice))
      return resolve(isTrue(template.Conditions[String(choice[0])]) ? choice[1] : choice[2]);
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(each)]));
  };
  const isCreated = ({ Condition }: Json) =>
    typeof Condition !== "string" || isTrue(template.Conditions[Condition]);
  const created = Object.entries(template.Resources).filter(([, each]) => isCreated(each));
  const Resources: Record<string, unknown> = Object.fromEntries(
    created.map(([name, each]) => [name, resolve(each)]),
  );
  const refused = Object.values(template.Rules).some(
    ({ RuleCondition, Assertions }) =>
      isTrue(RuleCondition) &&
      Array.isArray(Assertions) &&
      Assertions.some((each) => isRecord(each) && !isTrue(each["Assert"])),
  );
  return { Resources, Outputs: resolve(template.Outputs), refused };
}

/** All names that Ref, Fn::GetAtt and Fn::Sub name. */
function referencesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isRecord(value)) return [];
  const { Ref, "Fn::GetAtt": attribute, "Fn::Sub": text } = value;
  const substituted = Array.isArray(text) ? text[0] : text;
  const own = Array.isArray(text) && isRecord(text[1]) ? Object.keys(text[1]) : [];
  const names = Array.from(String(substituted ?? "").matchAll(/\$\{(\w+)/g), ([, name = ""]) => name);
  return [
    ...(typeof Ref === "string" ? [Ref] : []),
    ...(Array.isArray(attribute) ? [String(attribute[0])] : []),
    ...names.filter((name) => !own.includes(name)),
    ...Object.values(value).flatMap(referencesIn),
  ].filter((name) => !name.startsWith("AWS"));
}

const existing = { ExistingUserPoolId: "eu-west-1_AbCdEf123" };
const ses = "arn:aws:ses:eu-west-1:123456789012:identity/example.com";

describe("the template", () => {
  it.each<Record<string, string>>([
    {},
    existing,
    { SesSourceArn: ses, MailFrom: "Cruddur <no-reply@example.com>", Tier: "PLUS" },
    { UserScope: "DROP_ON_REFRESH" },
    { ClaimAttributes: "locale", SesSourceArn: ses, LocalisedMessages: "true" },
    { ...existing, CreateGroups: "false", Tier: "LITE" },
  ])("refers with %j only to what it creates", (parameters) => {
    const { Resources, Outputs, refused } = deploy(parameters);
    const known = [...Object.keys(Resources), ...Object.keys(template.Parameters)];
    const unknown = [...referencesIn(Resources), ...referencesIn(Outputs)].filter(
      (name) => !known.includes(name),
    );
    expect([refused, unknown]).toEqual([false, []]);
  });

  it("creates app clients, groups, policy and secret for an existing pool, and no pool", () => {
    const { Resources } = deploy(existing);
    expect(Object.keys(Resources).toSorted()).toEqual([
      "ApiClient",
      "ApiEnvironment",
      "ApiPolicy",
      "ModeratorsGroup",
      "SignUpClient",
    ]);
    for (const name of ["ApiClient", "SignUpClient", "ModeratorsGroup"])
      expect(Resources[name]).toMatchObject({ Properties: { UserPoolId: existing.ExistingUserPoolId } });
    expect(deploy({ ...existing, CreateGroups: "false" }).Resources).not.toHaveProperty("ModeratorsGroup");
  });

  it.each<Record<string, string>>([
    { SesSourceArn: ses },
    { UserScope: "DROP_ON_REFRESH" },
    { ClaimAttributes: "locale" },
    { SesSourceArn: ses, LocalisedMessages: "true" },
    { RelyingPartyId: "example.com" },
    { RememberedDevices: "true" },
  ])("refuses settings of the pool for an existing one: %j", (parameters) => {
    expect(deploy({ ...existing, ...parameters }).refused).toBe(true);
    expect(deploy(parameters).refused).toBe(false);
  });

  it("sends mail by SES, and has the tier of its parameter", () => {
    expect(deploy({}).Resources["UserPool"]).not.toHaveProperty("Properties.EmailConfiguration.SourceArn");
    const { Resources } = deploy({ SesSourceArn: ses, Tier: "LITE" });
    expect(Resources["UserPool"]).toMatchObject({
      Properties: {
        EmailConfiguration: { EmailSendingAccount: "DEVELOPER", SourceArn: ses },
        UserPoolTier: "LITE",
      },
    });
    expect(Resources["ApiClient"]).toMatchObject({
      Properties: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] },
    });
  });

  it("allows passkeys where a domain is named, and mailed codes where mail has a sender, but not in the tier LITE", () => {
    const passkeys = {
      WebAuthnRelyingPartyID: "example.com",
      WebAuthnUserVerification: "required",
      WebAuthnFactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
    };
    const withFactors = (AllowedFirstAuthFactors: string[]) => ({
      Policies: { SignInPolicy: { AllowedFirstAuthFactors } },
    });
    const all = { RelyingPartyId: "example.com", SesSourceArn: ses };
    expect(deploy(all).Resources["UserPool"]).toMatchObject({
      Properties: { ...withFactors(["PASSWORD", "EMAIL_OTP", "WEB_AUTHN"]), ...passkeys },
    });
    for (const parameters of [{}, { ...all, Tier: "LITE" }]) {
      const { UserPool } = deploy(parameters).Resources;
      expect(UserPool).toMatchObject({ Properties: withFactors(["PASSWORD"]) });
      for (const name of Object.keys(passkeys))
        expect(UserPool).not.toHaveProperty(`Properties.${name}`, "example.com");
    }
  });

  it("takes sign-ups without a password where that is asked for, but of the tier LITE", () => {
    const flows = (parameters: Record<string, string>) => deploy(parameters).Resources["SignUpClient"];
    const wanted = { SignUpWithoutPassword: "true" };
    const without = { Properties: { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH"] } };
    expect(flows({})).toMatchObject(without);
    expect(flows({ ...wanted, Tier: "LITE" })).toMatchObject(without);
    expect(flows(wanted)).toMatchObject({
      Properties: { ExplicitAuthFlows: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH"] },
    });
  });

  it("keeps track of devices where that is asked for", () => {
    expect(deploy({ RememberedDevices: "true" }).Resources["UserPool"]).toMatchObject({
      Properties: {
        DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: true },
      },
    });
    expect(deploy({}).Resources["UserPool"]).not.toHaveProperty(
      "Properties.DeviceConfiguration.ChallengeRequiredOnNewDevice",
    );
  });

  it("puts every variable of the pool into Secrets Manager, and no secret into its outputs", () => {
    const { Resources, Outputs } = deploy(existing);
    const secret = Resources["ApiEnvironment"];
    const properties = isRecord(secret) && isRecord(secret["Properties"]) ? secret["Properties"] : {};
    const text = isRecord(properties["SecretString"]) ? properties["SecretString"]["Fn::Sub"] : undefined;
    const [json] = Array.isArray(text) ? text.map(String) : [""];
    expect(JSON.parse(json ?? "")).toEqual({
      COGNITO_USER_POOL_ID: "${PoolId}",
      COGNITO_CLIENT_ID: "${ApiClient}",
      COGNITO_CLIENT_SECRET: "${ApiClient.ClientSecret}",
      COGNITO_SIGN_UP_CLIENT_ID: "${SignUpClient}",
      COGNITO_SIGN_UP_CLIENT_SECRET: "${SignUpClient.ClientSecret}",
    });
    expect(JSON.stringify(Outputs)).not.toContain("ClientSecret");
  });
});

import { describe, expect, it } from "vitest";
import { type Configured, findFindings } from "./findings.ts";
import { type FirstFactorOptions, refuseExcludedFactors, withFirstFactors } from "./first-factors.ts";
import { fitDefinition } from "./fit-definition.ts";
import type { Inspection, Settings } from "./inspect.ts";
import { planProvision } from "./plan.ts";
import { userPoolDefinition } from "./pool-definition.ts";

const [api, signUp] = userPoolDefinition.clients;
const { Schema, Policies, ...ownPool } = userPoolDefinition.pool;
const ownSender = { EmailConfiguration: { EmailSendingAccount: "DEVELOPER" } };
const passkeys = {
  RelyingPartyId: "example.com",
  UserVerification: "required",
  FactorConfiguration: "MULTI_FACTOR_WITH_USER_VERIFICATION",
};

/** A pool like Cruddur's own, with these first factors and other settings. */
function inspect(factors: string[], pool: Settings = {}, mfa: Settings = {}) {
  const settings: Settings = {
    ...ownPool,
    SchemaAttributes: Schema,
    Policies: { ...Policies, SignInPolicy: { AllowedFirstAuthFactors: factors } },
    ...pool,
  };
  const found = (client: object | undefined) => ({
    found: { clientId: "1", clientSecret: "secret", settings: { ...client } },
  });
  const present = { userPoolId: "eu-west-1_AbCdEf123", settings, mfa: { ...userPoolDefinition.mfa, ...mfa } };
  const inspection: Inspection = {
    pool: present,
    clients: [
      { name: "api", ...found(api) },
      { name: "sign-up", ...found(signUp) },
    ],
    otherClients: [],
    groups: new Set(["moderators"]),
  };
  return { inspection, present };
}

const none: FirstFactorOptions = {
  relyingPartyId: undefined,
  mailsCodes: false,
  signsUpWithoutPassword: false,
};
const domain: FirstFactorOptions = {
  relyingPartyId: "example.com",
  mailsCodes: false,
  signsUpWithoutPassword: false,
};

/** What `--only` names of the plan, as addresses with their new values. */
function plan(
  { inspection, present }: ReturnType<typeof inspect>,
  options: FirstFactorOptions,
  only: string[],
) {
  const definition = fitDefinition(withFirstFactors(userPoolDefinition, options), inspection);
  refuseExcludedFactors(only, definition, present);
  const { change } = planProvision(definition, inspection, only);
  return Object.fromEntries(change.map(({ address, expected }) => [address, expected]));
}

describe("a new pool", () => {
  it.each([
    ["passwords alone", none, ["PASSWORD"]],
    ["mailed codes where mail has a sender", { ...none, mailsCodes: true }, ["PASSWORD", "EMAIL_OTP"]],
    ["passkeys where a domain is named", domain, ["PASSWORD", "WEB_AUTHN"]],
  ])("has %s", (_what, options, factors) => {
    const { pool, mfa } = withFirstFactors(userPoolDefinition, options);
    expect(pool.Policies?.SignInPolicy?.AllowedFirstAuthFactors).toEqual(factors);
    expect(pool.Policies?.PasswordPolicy).toEqual(Policies?.PasswordPolicy);
    expect(mfa.WebAuthnConfiguration).toEqual(factors.includes("WEB_AUTHN") ? passkeys : undefined);
  });
});

describe("a sign-up without a password", () => {
  const flows = "sign-up.ExplicitAuthFlows";
  const wanted: FirstFactorOptions = { ...none, signsUpWithoutPassword: true };

  it("is a flow of the sign-up app client alone, where it is asked for", () => {
    const flowsOf = (options: FirstFactorOptions) =>
      withFirstFactors(userPoolDefinition, options).clients.map(({ ExplicitAuthFlows }) => ExplicitAuthFlows);
    expect(flowsOf(none)).toEqual([api?.ExplicitAuthFlows, ["ALLOW_CUSTOM_AUTH"]]);
    expect(flowsOf(wanted)).toEqual([api?.ExplicitAuthFlows, ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH"]]);
  });

  it("comes to a pool that exists by one address, and no other change", () => {
    const pool = inspect(["PASSWORD", "EMAIL_OTP"]);
    expect(plan(pool, none, [flows])).toEqual({});
    expect(plan(pool, wanted, [flows])).toEqual({ [flows]: ["ALLOW_CUSTOM_AUTH", "ALLOW_USER_AUTH"] });
  });
});

describe("a pool that exists", () => {
  const signInPolicy = "Policies.SignInPolicy.AllowedFirstAuthFactors";

  it("gets passkeys with what they need, by one address", () => {
    expect(plan(inspect(["PASSWORD"]), domain, ["Policies.SignInPolicy"])).toEqual({
      [signInPolicy]: ["PASSWORD", "WEB_AUTHN"],
      "WebAuthnConfiguration.RelyingPartyId": "example.com",
      "WebAuthnConfiguration.UserVerification": "required",
      "WebAuthnConfiguration.FactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION",
    });
  });

  it("keeps its factors, and gets mailed codes where its mail has a sender", () => {
    expect(plan(inspect(["SMS_OTP", "PASSWORD"], ownSender), none, ["Policies.SignInPolicy"])).toEqual({
      [signInPolicy]: ["SMS_OTP", "PASSWORD", "EMAIL_OTP"],
    });
    expect(plan(inspect(["PASSWORD"]), none, ["Policies.SignInPolicy"])).toEqual({});
  });

  it("keeps what its passkeys are, and loses them only where another domain is named", () => {
    const own = { RelyingPartyId: "login.example.com", UserVerification: "preferred" };
    const pool = inspect(["PASSWORD", "WEB_AUTHN"], {}, { WebAuthnConfiguration: own });
    const { inspection } = pool;
    const judge = (options: FirstFactorOptions) => {
      const definition = fitDefinition(withFirstFactors(userPoolDefinition, options), inspection);
      const unknown: Configured = {
        clientSecret: "unknown",
        signUpClientSecret: "unknown",
        trustedClientIds: [],
      };
      return findFindings(definition, inspection, unknown).filter(({ setting }) =>
        /^WebAuthn|SignIn/.test(setting),
      );
    };
    expect(judge(none).map(({ setting }) => setting)).toEqual(["WebAuthnConfiguration.FactorConfiguration"]);
    const [first] = judge(domain);
    expect(first).toMatchObject({
      setting: "WebAuthnConfiguration.RelyingPartyId",
      level: "different",
      remedy: { kind: "change", relyingPartyId: "example.com" },
    });
    expect(first?.effect).toContain("login.example.com");
  });

  it("that requires a second factor gets passkeys that stand for both, and no codes", () => {
    const single = { RelyingPartyId: "example.com", FactorConfiguration: "SINGLE_FACTOR" };
    const required = { MfaConfiguration: "ON", WebAuthnConfiguration: single };
    const pool = inspect(["PASSWORD"], ownSender, required);
    expect(plan(pool, domain, ["Policies.SignInPolicy"])).toMatchObject({
      [signInPolicy]: ["PASSWORD", "WEB_AUTHN"],
      "WebAuthnConfiguration.FactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION",
    });
  });

  it.each([
    [
      "codes with a required second factor",
      inspect(["PASSWORD"], ownSender, { MfaConfiguration: "ON" }),
      none,
    ],
    ["passkeys in the tier LITE", inspect(["PASSWORD"], { UserPoolTier: "LITE" }), domain],
    ["codes in the tier LITE", inspect(["PASSWORD"], { ...ownSender, UserPoolTier: "LITE" }), none],
  ])("is told that Cognito excludes %s", (_what, pool, options) => {
    expect(() => plan(pool, options, ["Policies.SignInPolicy.AllowedFirstAuthFactors"])).toThrow(
      expect.objectContaining({ code: "EXCLUDED_SETTING" }),
    );
  });

  it("is told that passkeys need a domain", () => {
    expect(() => plan(inspect(["PASSWORD"]), none, ["WebAuthnConfiguration"])).toThrow(/--relying-party-id/);
  });

  it("whose passkeys are Cognito's own pages' is told how others get them", () => {
    const { inspection } = inspect(["PASSWORD", "WEB_AUTHN"]);
    const unknown: Configured = {
      clientSecret: "unknown",
      signUpClientSecret: "unknown",
      trustedClientIds: [],
    };
    const findings = findFindings(fitDefinition(userPoolDefinition, inspection), inspection, unknown);
    expect(findings).toContainEqual(
      expect.objectContaining({ setting: "WebAuthnConfiguration.RelyingPartyId", level: "different" }),
    );
  });
});

import {
  CreateIdentityProviderCommand,
  CreateManagedLoginBrandingCommand,
  CreateTermsCommand,
  CreateUserPoolDomainCommand,
  DeleteIdentityProviderCommand,
  DeleteManagedLoginBrandingCommand,
  DeleteTermsCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
  DescribeIdentityProviderCommand,
  DescribeManagedLoginBrandingByClientCommand,
  DescribeManagedLoginBrandingCommand,
  DescribeRiskConfigurationCommand,
  DescribeTermsByClientCommand,
  DescribeTermsCommand,
  DescribeUserPoolCommand,
  DescribeUserPoolDomainCommand,
  GetIdentityProviderByIdentifierCommand,
  GetLogDeliveryConfigurationCommand,
  GetUICustomizationCommand,
  ListIdentityProvidersCommand,
  ListTermsCommand,
  SetLogDeliveryConfigurationCommand,
  SetRiskConfigurationCommand,
  SetUICustomizationCommand,
  UpdateIdentityProviderCommand,
  UpdateManagedLoginBrandingCommand,
  UpdateTermsCommand,
  UpdateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CreateIdentityProviderCommandInput } from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createClient, createPool, defined } from "../support/builders.ts";
import type { EndpointUnderTest } from "../support/endpoint-under-test.ts";
import { namedPool } from "../support/named-pool.ts";
import { startEndpointUnderTest } from "../support/start-endpoint.ts";

// What the local user pool keeps and shows. A pool of AWS needs certificates, log groups and the PLUS tier for it.

let endpoint: EndpointUnderTest;
let UserPoolId: string;

const missing = { name: "ResourceNotFoundException" };
const invalid = { name: "InvalidParameterException" };

describe.skipIf(namedPool)("what a pool has besides users", () => {
  beforeAll(async () => {
    endpoint = await startEndpointUnderTest();
    ({ poolId: UserPoolId } = await createPool(endpoint, {
      pool: { UserPoolAddOns: { AdvancedSecurityMode: "AUDIT" } },
    }));
  });

  afterAll(() => endpoint.close());

  afterEach(() => {
    expect(endpoint.unexpectedErrors).toEqual([]);
  });

  const clientId = async () => defined((await createClient(endpoint, UserPoolId)).ClientId);

  describe("identity providers", () => {
    const google: CreateIdentityProviderCommandInput = {
      UserPoolId: undefined,
      ProviderName: "Google",
      ProviderType: "Google",
      ProviderDetails: { client_id: "id", client_secret: "secret", authorize_scopes: "openid email" },
      AttributeMapping: { email: "email", username: "sub" },
      IdpIdentifiers: ["example.com"],
    };
    const create = (changes: Partial<CreateIdentityProviderCommandInput> = {}) =>
      endpoint.cognito.send(new CreateIdentityProviderCommand({ ...google, UserPoolId, ...changes }));
    const oidc = { ProviderName: "Company", ProviderType: "OIDC" as const, IdpIdentifiers: [] };
    const issuer = {
      client_id: "id",
      attributes_request_method: "GET",
      oidc_issuer: "https://id.example",
      authorize_scopes: "openid",
    };

    it("are created, described, listed, changed and deleted", async () => {
      const dates = { CreationDate: expect.any(Date), LastModifiedDate: expect.any(Date) };
      const { IdentityProvider } = await create();
      expect(IdentityProvider).toEqual({ ...google, UserPoolId, ...dates });
      await create({ ...oidc, ProviderDetails: issuer });
      await expect(create({ IdpIdentifiers: [] })).rejects.toMatchObject({
        name: "DuplicateProviderException",
      });
      await expect(
        create({ ...oidc, ProviderName: "Other", ProviderDetails: issuer, IdpIdentifiers: ["example.com"] }),
      ).rejects.toMatchObject({ name: "DuplicateProviderException" });
      const found = await endpoint.cognito.send(
        new GetIdentityProviderByIdentifierCommand({ UserPoolId, IdpIdentifier: "example.com" }),
      );
      expect(found.IdentityProvider).toEqual(IdentityProvider);
      const { Providers = [] } = await endpoint.cognito.send(
        new ListIdentityProvidersCommand({ UserPoolId }),
      );
      expect(Providers).toEqual([
        { ProviderName: "Company", ProviderType: "OIDC", ...dates },
        { ProviderName: "Google", ProviderType: "Google", ...dates },
      ]);

      const named = { UserPoolId, ProviderName: "Google" };
      await endpoint.cognito.send(new UpdateIdentityProviderCommand({ ...named, IdpIdentifiers: ["new"] }));
      const described = await endpoint.cognito.send(new DescribeIdentityProviderCommand(named));
      expect(described.IdentityProvider).toMatchObject({
        ProviderDetails: google.ProviderDetails,
        IdpIdentifiers: ["new"],
      });
      await createClient(endpoint, UserPoolId, { SupportedIdentityProviders: ["COGNITO", "Google"] });
      await endpoint.cognito.send(new DeleteIdentityProviderCommand(named));
      await expect(endpoint.cognito.send(new DescribeIdentityProviderCommand(named))).rejects.toMatchObject(
        missing,
      );
      await expect(endpoint.cognito.send(new DeleteIdentityProviderCommand(named))).rejects.toMatchObject(
        missing,
      );
      await expect(
        endpoint.cognito.send(
          new GetIdentityProviderByIdentifierCommand({ UserPoolId, IdpIdentifier: "new" }),
        ),
      ).rejects.toMatchObject(missing);
      await expect(
        createClient(endpoint, UserPoolId, { SupportedIdentityProviders: ["Google"] }),
      ).rejects.toMatchObject(invalid);
    });

    it("have the details and the name of their type", async () => {
      const wrong: Partial<CreateIdentityProviderCommandInput>[] = [
        { ProviderDetails: { client_id: "id" } },
        { ProviderName: "Giggle" },
        { ...oidc, ProviderDetails: { ...issuer, oidc_issuer: "" } },
        { ProviderName: "Saml", ProviderType: "SAML", ProviderDetails: {} },
        { ProviderName: "with_underscore", ProviderType: "OIDC", ProviderDetails: issuer },
      ];
      for (const changes of wrong) {
        await expect(create(changes)).rejects.toMatchObject(invalid);
      }
    });
  });

  describe("domains", () => {
    const certificate = { CertificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/a" };
    const create = (Domain: string, changes: object = {}) =>
      endpoint.cognito.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain, ...changes }));
    const describeDomain = async (Domain: string) =>
      (await endpoint.cognito.send(new DescribeUserPoolDomainCommand({ Domain }))).DomainDescription;
    const remove = (Domain: string) =>
      endpoint.cognito.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain }));

    it("are one prefix and one custom domain, of one pool", async () => {
      expect(await describeDomain("people")).toEqual({});
      for (const Domain of ["my-cognito", "with.dot"]) {
        await expect(create(Domain)).rejects.toMatchObject(invalid);
      }
      await create("people", { ManagedLoginVersion: 2 });
      expect(await create("auth.example.com", { CustomDomainConfig: certificate })).toMatchObject({
        CloudFrontDomain: expect.any(String),
      });
      expect(await describeDomain("people")).toMatchObject({
        Domain: "people",
        UserPoolId,
        Status: "ACTIVE",
        ManagedLoginVersion: 2,
      });
      expect(await describeDomain("auth.example.com")).toMatchObject({ CustomDomainConfig: certificate });
      for (const Domain of ["people", "more-people"]) {
        await expect(create(Domain)).rejects.toMatchObject(invalid);
      }
      const other = await createPool(endpoint, { pool: {} });
      await expect(create("people", { UserPoolId: other.poolId })).rejects.toMatchObject(invalid);
      await endpoint.cognito.send(
        new UpdateUserPoolDomainCommand({ UserPoolId, Domain: "people", ManagedLoginVersion: 1 }),
      );
      expect(await describeDomain("people")).toMatchObject({ ManagedLoginVersion: 1 });
      const { UserPool } = await endpoint.cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
      expect(UserPool).toMatchObject({ Domain: "people", CustomDomain: "auth.example.com" });

      await expect(endpoint.cognito.send(new DeleteUserPoolCommand({ UserPoolId }))).rejects.toMatchObject(
        invalid,
      );
      await remove("people");
      await remove("auth.example.com");
      await expect(remove("people")).rejects.toMatchObject(missing);
      expect(await describeDomain("people")).toEqual({});
    });
  });

  describe("the style of pages", () => {
    it("is kept by app client, with Cognito's own values or others", async () => {
      const ClientId = await clientId();
      const create = (changes: object) =>
        endpoint.cognito.send(new CreateManagedLoginBrandingCommand({ UserPoolId, ClientId, ...changes }));
      const asset = {
        Category: "FORM_LOGO" as const,
        ColorMode: "LIGHT" as const,
        Extension: "PNG" as const,
        Bytes: Buffer.from("picture"),
      };
      await expect(create({ UseCognitoProvidedValues: true, Settings: {} })).rejects.toMatchObject(invalid);
      const style = { Settings: { categories: { form: { displayGraphics: true } } }, Assets: [asset] };
      const { ManagedLoginBranding } = await create(style);
      expect(ManagedLoginBranding).toMatchObject({
        UseCognitoProvidedValues: false,
        ...style,
        Assets: [{ Category: "FORM_LOGO" }],
      });
      expect(Buffer.from(defined(ManagedLoginBranding?.Assets?.[0]?.Bytes)).toString()).toBe("picture");
      await expect(create({})).rejects.toMatchObject({ name: "ManagedLoginBrandingExistsException" });
      const named = { UserPoolId, ManagedLoginBrandingId: ManagedLoginBranding?.ManagedLoginBrandingId };
      await endpoint.cognito.send(
        new UpdateManagedLoginBrandingCommand({ ...named, UseCognitoProvidedValues: true }),
      );
      const described = await endpoint.cognito.send(new DescribeManagedLoginBrandingCommand(named));
      expect(described.ManagedLoginBranding).toMatchObject({ UseCognitoProvidedValues: true });
      expect(described.ManagedLoginBranding).not.toHaveProperty("Assets");
      const byClient = new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId });
      expect((await endpoint.cognito.send(byClient)).ManagedLoginBranding).toEqual(
        described.ManagedLoginBranding,
      );
      await endpoint.cognito.send(new DeleteManagedLoginBrandingCommand(named));
      await expect(endpoint.cognito.send(byClient)).rejects.toMatchObject(missing);
      await expect(endpoint.cognito.send(new DeleteManagedLoginBrandingCommand(named))).rejects.toMatchObject(
        missing,
      );
    });

    it("of the classic pages is kept for all app clients and for one", async () => {
      const ClientId = await clientId();
      const set = (changes: object) =>
        endpoint.cognito.send(new SetUICustomizationCommand({ UserPoolId, ...changes }));
      const get = async (changes: object = {}) =>
        (await endpoint.cognito.send(new GetUICustomizationCommand({ UserPoolId, ...changes })))
          .UICustomization;
      await expect(set({ CSS: ".banner {}" })).rejects.toMatchObject(invalid);
      await endpoint.cognito.send(new CreateUserPoolDomainCommand({ UserPoolId, Domain: "styled" }));
      expect(await get()).toEqual({});
      await set({ CSS: ".banner {}" });
      expect(await get({ ClientId })).toMatchObject({ ClientId: "ALL", CSS: ".banner {}" });
      const ImageFile = Buffer.from("89504e470d0a", "hex");
      await set({ ClientId, ImageFile });
      expect(await get({ ClientId })).toMatchObject({
        ClientId,
        ImageUrl: `data:image/png;base64,${ImageFile.toString("base64")}`,
        CSSVersion: expect.stringMatching(/^\d{14}$/),
      });
      await expect(set({ ImageFile: Buffer.from("<svg/>") })).rejects.toMatchObject(invalid);
      await expect(get({ ClientId: "unknown" })).rejects.toMatchObject(missing);
      await endpoint.cognito.send(new DeleteUserPoolDomainCommand({ UserPoolId, Domain: "styled" }));
    });
  });

  describe("terms", () => {
    it("are kept by app client and name, and go with it", async () => {
      const ClientId = await clientId();
      const input = {
        UserPoolId,
        ClientId,
        TermsName: "terms-of-use",
        TermsSource: "LINK" as const,
        Enforcement: "NONE" as const,
        Links: { "cognito:default": "https://example.com/terms" },
      };
      const { Terms } = await endpoint.cognito.send(new CreateTermsCommand(input));
      expect(Terms).toMatchObject(input);
      await expect(endpoint.cognito.send(new CreateTermsCommand(input))).rejects.toMatchObject({
        name: "TermsExistsException",
      });
      await expect(
        endpoint.cognito.send(
          new CreateTermsCommand({ ...input, Links: { klingon: "https://example.com" } }),
        ),
      ).rejects.toMatchObject(invalid);
      const { Terms: policy } = await endpoint.cognito.send(
        new CreateTermsCommand({ ...input, TermsName: "privacy-policy" }),
      );
      const named = { UserPoolId, TermsId: Terms?.TermsId };
      await expect(
        endpoint.cognito.send(new UpdateTermsCommand({ ...named, TermsName: "privacy-policy" })),
      ).rejects.toMatchObject({ name: "TermsExistsException" });
      const Links = { "cognito:default": "https://example.com/new" };
      await endpoint.cognito.send(new UpdateTermsCommand({ ...named, Links }));
      const described = await endpoint.cognito.send(new DescribeTermsCommand(named));
      expect(described.Terms).toMatchObject({ ...input, Links });
      const byClient = new DescribeTermsByClientCommand({ UserPoolId, ClientId, TermsName: "terms-of-use" });
      expect((await endpoint.cognito.send(byClient)).Terms).toEqual(described.Terms);
      const { Terms: listed } = await endpoint.cognito.send(new ListTermsCommand({ UserPoolId }));
      expect(new Set(listed?.map(({ TermsId }) => TermsId))).toEqual(
        new Set([Terms?.TermsId, policy?.TermsId]),
      );
      await endpoint.cognito.send(new DeleteTermsCommand(named));
      await expect(endpoint.cognito.send(new DescribeTermsCommand(named))).rejects.toMatchObject(missing);
      await expect(endpoint.cognito.send(byClient)).rejects.toMatchObject(missing);
      await endpoint.cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId }));
      expect((await endpoint.cognito.send(new ListTermsCommand({ UserPoolId }))).Terms).toEqual([]);
    });
  });

  describe("protection and logs", () => {
    it("keep the risk configuration by app client and for all, where threat protection is on", async () => {
      const ClientId = await clientId();
      const risk = {
        CompromisedCredentialsRiskConfiguration: { Actions: { EventAction: "BLOCK" as const } },
        RiskExceptionConfiguration: { BlockedIPRangeList: ["198.51.100.0/24"] },
      };
      const read = async (changes: object = {}) => {
        const command = new DescribeRiskConfigurationCommand({ UserPoolId, ...changes });
        return (await endpoint.cognito.send(command)).RiskConfiguration;
      };
      expect(await read()).toEqual({ UserPoolId });
      await endpoint.cognito.send(new SetRiskConfigurationCommand({ UserPoolId, ClientId, ...risk }));
      expect(await read({ ClientId })).toMatchObject({ UserPoolId, ClientId, ...risk });
      expect(await read()).toEqual({ UserPoolId });
      const off = await createPool(endpoint, { pool: {} });
      await expect(read({ UserPoolId: off.poolId })).rejects.toMatchObject({
        name: "UserPoolAddOnNotEnabledException",
      });
    });

    it("keep where the logs would go", async () => {
      const get = async () =>
        (await endpoint.cognito.send(new GetLogDeliveryConfigurationCommand({ UserPoolId })))
          .LogDeliveryConfiguration;
      expect(await get()).toEqual({ UserPoolId, LogConfigurations: [] });
      const LogConfigurations = [
        {
          LogLevel: "ERROR" as const,
          EventSource: "userNotification" as const,
          CloudWatchLogsConfiguration: { LogGroupArn: "arn:aws:logs:us-east-1:000000000000:log-group:x" },
        },
      ];
      await endpoint.cognito.send(new SetLogDeliveryConfigurationCommand({ UserPoolId, LogConfigurations }));
      expect(await get()).toEqual({ UserPoolId, LogConfigurations });
    });
  });
});

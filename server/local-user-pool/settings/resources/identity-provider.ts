import { UserPoolId } from "../../protocol/request-members.ts";
import { list, map, oneOf, string, structure } from "../../protocol/shape.ts";
import type { ValueOf } from "../../protocol/shape.ts";

export const ProviderName = string({ min: 1, max: 32, pattern: "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\p{Z}]+" });
export const IdpIdentifier = string({ min: 1, max: 40, pattern: "[\\w\\s+=.@-]+" });

const ProviderType = oneOf("SAML", "Facebook", "Google", "LoginWithAmazon", "SignInWithApple", "OIDC");
const text = string({ max: 131_072 });
const ProviderDetails = map(text);
const optional = {
  AttributeMapping: map(text, string({ min: 1, max: 32 })),
  IdpIdentifiers: list(IdpIdentifier, { max: 50 }),
};

export const createProviderShape = structure(
  {
    UserPoolId,
    ProviderName: string({
      min: 1,
      max: 32,
      pattern: "[^_\\p{Z}][\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}][^_\\p{Z}]+",
    }),
    ProviderType,
    ProviderDetails,
  },
  optional,
);

export const updateProviderShape = structure({ UserPoolId, ProviderName }, { ProviderDetails, ...optional });

/** An identity provider, whose name is its key. */
export type IdentityProvider = {
  ProviderType: ValueOf<typeof ProviderType>;
  ProviderDetails: Record<string, string>;
  AttributeMapping: Record<string, string>;
  IdpIdentifiers: string[];
};

/** What the details of a provider must have. A SAML provider has one of two. */
export const requiredDetails: Record<IdentityProvider["ProviderType"], string[]> = {
  Facebook: ["client_id", "client_secret", "authorize_scopes"],
  Google: ["client_id", "client_secret", "authorize_scopes"],
  LoginWithAmazon: ["client_id", "client_secret", "authorize_scopes"],
  OIDC: ["client_id", "attributes_request_method", "oidc_issuer", "authorize_scopes"],
  SAML: [],
  SignInWithApple: ["client_id", "team_id", "key_id", "authorize_scopes"],
};

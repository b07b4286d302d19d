import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from "graphql";
import { isRecord } from "../../lib/is-record.ts";

// The JSON forms of WebAuthn. They are scalars, since a client hands them to the browser as they are, and gets them from it:
// `null` for an absent member would make `parseRequestOptionsFromJSON` throw.

/** An object of WebAuthn in its JSON form. Its members are checked where it is used. */
export type WebAuthnJson = Record<string, unknown>;

function webAuthnJson(name: string, description: string): GraphQLScalarType<WebAuthnJson, WebAuthnJson> {
  function requireObject(value: unknown): WebAuthnJson {
    if (isRecord(value)) return value;
    throw new GraphQLError(`${name} cannot represent what is no JSON object.`);
  }
  return new GraphQLScalarType<WebAuthnJson, WebAuthnJson>({
    name,
    description,
    specifiedByURL: `https://www.w3.org/TR/webauthn-3/#dictdef-${name.toLowerCase()}`,
    serialize: requireObject,
    parseValue: requireObject,
    parseLiteral: (node, variables) => requireObject(valueFromASTUntyped(node, variables)),
  });
}

export const PublicKeyCredentialCreationOptionsJson = webAuthnJson(
  "PublicKeyCredentialCreationOptionsJSON",
  "What `navigator.credentials.create` takes to make a passkey, after `PublicKeyCredential.parseCreationOptionsFromJSON`.",
);

export const RegistrationResponseJson = webAuthnJson(
  "RegistrationResponseJSON",
  "What `navigator.credentials.create` returns for a new passkey, by its `toJSON`.",
);

export const PublicKeyCredentialRequestOptionsJson = webAuthnJson(
  "PublicKeyCredentialRequestOptionsJSON",
  "What `navigator.credentials.get` takes to sign in with a passkey, after `PublicKeyCredential.parseRequestOptionsFromJSON`.",
);

export const AuthenticationResponseJson = webAuthnJson(
  "AuthenticationResponseJSON",
  "What `navigator.credentials.get` returns for a passkey, by its `toJSON`.",
);

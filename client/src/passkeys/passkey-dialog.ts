/** Why the browser's dialog has ended without a passkey. */
export type PasskeyFailure =
  /** The person closed it, it timed out, or no passkey fits: a page is not told which. */
  | "cancelled"
  /** The device has a passkey of this account already. */
  | "registered"
  /** The pool's passkeys are for another site than this one. */
  | "wrongSite"
  | "unsupported"
  /** Another dialog took its place. */
  | "aborted"
  | "failed";

export type DialogResult<Json> = { credential: Json } | { failure: PasskeyFailure };

/** Asks the person for a passkey of this site. */
export async function askForPasskey(
  request: PublicKeyCredentialRequestOptionsJSON,
  signal: AbortSignal,
): Promise<DialogResult<AuthenticationResponseJSON>> {
  try {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(request);
    const json = toJson(await navigator.credentials.get({ publicKey, signal }));
    return json && isAuthentication(json) ? { credential: json } : { failure: "failed" };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

type CredentialJson = ReturnType<PublicKeyCredential["toJSON"]>;

/** Asks the person to make a passkey. */
export async function createPasskey(
  options: PublicKeyCredentialCreationOptionsJSON,
): Promise<DialogResult<RegistrationResponseJSON>> {
  try {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const json = toJson(await navigator.credentials.create({ publicKey }));
    return json && isRegistration(json) ? { credential: json } : { failure: "failed" };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function toJson(credential: Credential | null): CredentialJson | undefined {
  return credential instanceof PublicKeyCredential ? credential.toJSON() : undefined;
}

function isAuthentication(json: CredentialJson): json is AuthenticationResponseJSON {
  return "signature" in json.response;
}

function isRegistration(json: CredentialJson): json is RegistrationResponseJSON {
  return "attestationObject" in json.response;
}

/** @see https://www.w3.org/TR/webauthn-3/#sctn-discover-from-external-source */
function failureOf(error: unknown): PasskeyFailure {
  switch (error instanceof Error ? error.name : undefined) {
    case "NotAllowedError":
      return "cancelled";
    case "InvalidStateError":
      return "registered";
    case "SecurityError":
      return "wrongSite";
    case "NotSupportedError":
    case "ConstraintError":
      return "unsupported";
    case "AbortError":
      return "aborted";
    default:
      return "failed";
  }
}

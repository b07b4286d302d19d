/** Whether this browser can use passkeys, on this device or on another that it asks for them. */
export function supportsPasskeys(): boolean {
  return (
    "PublicKeyCredential" in globalThis &&
    "parseRequestOptionsFromJSON" in PublicKeyCredential &&
    "toJSON" in PublicKeyCredential.prototype
  );
}

/** Whether this device itself can keep a passkey, behind its screen lock. */
export async function canKeepPasskeys(): Promise<boolean> {
  if (!supportsPasskeys()) return false;
  try {
    return await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable();
  } catch {
    return false;
  }
}

/** Whether this browser can use passkeys, on this device or on another that it asks for them. */
export function supportsPasskeys(): boolean {
  return (
    "PublicKeyCredential" in globalThis &&
    "parseRequestOptionsFromJSON" in PublicKeyCredential &&
    "toJSON" in PublicKeyCredential.prototype
  );
}

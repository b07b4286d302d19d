// Interfaces of browsers that TypeScript does not know.

interface Navigator {
  /** @see https://developer.mozilla.org/en-US/docs/Web/API/NetworkInformation */
  readonly connection?: { readonly saveData?: boolean };
}

/** @see https://developer.mozilla.org/en-US/docs/Web/API/TrustedTypePolicyFactory */
interface Window {
  readonly trustedTypes?: {
    createPolicy: (
      name: string,
      rules: { createScriptURL: (url: string) => string },
    ) => { createScriptURL: (url: string) => string };
  };
}

/** What an identity provider answered or failed to do, for the app client that the person came from. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";

  /** @param text may quote the provider; shortened, and without anything that is not printable. */
  constructor(text: string, cause?: unknown) {
    super(text.slice(0, 300).replaceAll(/[^\u0020-\u007e]/g, " "), { cause });
  }
}

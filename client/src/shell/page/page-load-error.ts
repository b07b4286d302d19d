/** A page's code could not be fetched. */
export class PageFetchError extends Error {
  override readonly name = "PageFetchError";
  /** Makes the next rendering of the page fetch it again. */
  readonly forget: () => void;

  constructor(cause: unknown, forget: () => void) {
    super("The page could not be fetched", { cause });
    this.forget = forget;
  }
}

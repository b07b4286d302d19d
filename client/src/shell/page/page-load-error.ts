/** The code of a page could not be loaded. */
export class PageLoadError extends Error {
  override readonly name = "PageLoadError";
  /** Makes the next render load the page again. */
  readonly reset: () => void;

  constructor(cause: unknown, reset: () => void) {
    super("the code of the page could not be loaded", { cause });
    this.reset = reset;
  }
}

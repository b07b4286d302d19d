/** The features cannot be composed; each problem is a line that says what to change. */
export class FeatureError extends Error {
  override name = "FeatureError";
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

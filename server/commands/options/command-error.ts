/** Why a command ends without having done its work, and what to do. Printed as it is, without a stack. */
export class CommandError extends Error {
  override name = "CommandError";
  constructor(
    /** Stable, for `--json`: `BAD_OPTION`, or the name of AWS's exception. */
    readonly code: string,
    readonly lines: string[],
  ) {
    super(lines.join("\n"));
  }
}

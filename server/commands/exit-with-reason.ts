/**
 * Runs the start of a program. Where it fails, it prints the reason in words (what to change in the configuration, the database
 * or the user pool; a stack for what nobody expected), and the process exits with 1.
 */
export async function exitWithReason(start: () => Promise<void>): Promise<void> {
  try {
    await start();
  } catch (error) {
    const { formatStartupError } = await import("./format-startup-error.ts");
    process.stderr.write(`${formatStartupError(error)}\n`);
    process.exit(1);
  }
}

import { createInterface } from "node:readline/promises";

/** Asks on the terminal; without one the answer is no, since a script adds `--yes`. */
export async function confirm(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question(`  ${question} [y/N] `);
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

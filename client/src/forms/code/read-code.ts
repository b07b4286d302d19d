/** How many digits the codes have: eight where the code alone signs in, else six. */
export type CodeLength = 6 | 8;

const runs: Record<CodeLength, RegExp> = {
  6: /(?<!\p{Nd})\p{Nd}(?:[\s\p{Pd}]?\p{Nd}){5}(?!\p{Nd})/u,
  8: /(?<!\p{Nd})\p{Nd}(?:[\s\p{Pd}]?\p{Nd}){7}(?!\p{Nd})/u,
};

/**
 * The digits of a code in what was typed or pasted, of any script: "123 456", or a whole message. A run of as many digits
 * as the code has comes before other numbers of the message.
 */
export function readCode(text: string, length: CodeLength): string {
  const digits = (runs[length].exec(text)?.[0] ?? text).replaceAll(/\P{Nd}/gu, "");
  return Array.from(digits).slice(0, length).join("");
}

/**
 * Text in which the decimal digits of all scripts, e.g. Arabic or full-width ones, are ASCII digits.
 *
 * @see https://www.unicode.org/reports/tr44/#Numeric_Type
 */
export function toAsciiDigits(text: string): string {
  return text.normalize("NFKC").replaceAll(/\p{Nd}/gu, (digit) => String(valueOf(digit.codePointAt(0) ?? 0)));
}

/** Unicode has the ten digits of a script side by side, in order, and no two scripts' digits next to each other. */
function valueOf(codePoint: number): number {
  let zero = codePoint;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return (codePoint - zero) % 10;
}

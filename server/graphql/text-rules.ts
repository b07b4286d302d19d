import { z } from "zod";
import {
  countCodePoints,
  hasBadge,
  hasUnprintable,
  isPrintableLine,
  isVisible,
  overridesDirection,
  stacksMarks,
  toParagraphs,
  withoutHiddenCharacters,
} from "../lib/plain-text.ts";

// Rules for text that people write and others read. Their messages are for developers.

/** Adds the problem ILLEGIBLE_TEXT. */
export function refuseStackedMarks(text: string, issues: z.core.$RefinementCtx<string>): void {
  if (!stacksMarks(text)) return;
  const message = "One character has more than five marks above, below or in it. Remove them.";
  issues.addIssue({ code: "custom", message, params: { problemCode: "ILLEGIBLE_TEXT" } });
}

/** A name, 1 to 100 characters in one line. */
export const nameRule = z
  .string()
  .transform((name) => (overridesDirection(name) ? name : withoutHiddenCharacters(name)).trim())
  .refine((name) => isVisible(name) && countCodePoints(name) <= 100, {
    error: "A name has 1 to 100 characters.",
    abort: true,
  })
  .refine(isPrintableLine, "A name has no control characters.")
  .refine((name) => !overridesDirection(name), "A name has no characters that override the text direction.")
  .superRefine(refuseStackedMarks);

/** The name of a person. */
export const displayNameRule = nameRule.superRefine((name, issues) => {
  if (!hasBadge(name)) return;
  const message = "A name has no sign that looks like a badge of verification. Remove it.";
  issues.addIssue({ code: "custom", message, params: { problemCode: "BADGE_IN_NAME" } });
});

/** Text of several lines, as `toParagraphs` stores it; it may be empty. */
export function paragraphsRule(maximumLength: number) {
  return z
    .string()
    .transform(toParagraphs)
    .refine((text) => countCodePoints(text) <= maximumLength, {
      error: `At most ${maximumLength} characters, please.`,
      abort: true,
    })
    .refine((text) => !hasUnprintable(text), "Control characters are not allowed.")
    .superRefine(refuseStackedMarks);
}

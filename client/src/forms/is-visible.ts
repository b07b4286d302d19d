/** Whether text has a character that can be seen by itself. The API has the same rule, and explains it. */
export function isVisible(text: string): boolean {
  return /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Noncharacter_Code_Point}\u{2800}\u{1d159}\u{13441}\u{13442}]/u.test(
    text,
  );
}

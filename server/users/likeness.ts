/** Letters of other scripts, and signs, that look like a Latin letter, each group after its letter. */
const confusables: Record<string, string> = {
  a: "аαɑ",
  b: "ьвβ",
  c: "сϲ",
  d: "ԁ",
  e: "еєε",
  g: "ɡ",
  h: "һн",
  i: "іιıɩ",
  j: "јϳ",
  k: "кκ",
  l: "ӏ|",
  m: "м",
  n: "пη",
  o: "оοσօ",
  p: "рρ",
  q: "ԛ",
  s: "ѕꜱ",
  t: "тτ",
  u: "υս",
  v: "νѵ",
  w: "ԝωѡ",
  x: "хχ",
  y: "уγү",
  z: "ᴢ",
};
const latin = new Map(
  Object.entries(confusables).flatMap(([letter, others]) =>
    Array.from(others, (other) => [other, letter] as const),
  ),
);

const digits: Record<string, string> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
};

/** A handle without underscores, with the letters that its digits look like, and with `l` for `i`. */
export function unstyledHandle(handle: string): string {
  return handle
    .replaceAll("_", "")
    .replaceAll(/\d/g, (digit) => digits[digit] ?? digit)
    .replaceAll("i", "l");
}

/** What a handle looks like at a glance: also without doubled letters, and with `m` for `rn` and `w` for `vv`. */
function handleSkeleton(handle: string): string {
  return unstyledHandle(handle)
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replaceAll(/(.)\1+/g, "$1");
}

/** What a name looks like: without case, width, marks, spaces and punctuation, in Latin letters where others look so. */
function nameSkeleton(name: string): string {
  const folded = name
    .normalize("NFKD")
    .replaceAll(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")
    .toUpperCase()
    .toLowerCase();
  const letters = Array.from(folded, (letter) => latin.get(letter) ?? letter)
    .join("")
    .replaceAll(/[\s\p{P}\p{Cc}]/gu, "");
  return unstyledHandle(letters);
}

/** Equal for two people whose handles look alike and who have the same name. */
export function likenessOf({ handle, name }: { handle: string; name: string }): string {
  return `${handleSkeleton(handle)} ${nameSkeleton(name)}`;
}

/** Spellings that a handle imitates most often: `w0rf`, `worf_` and `woorf` imitate `worf`. */
export function plainSpellings(handle: string): string[] {
  const withLetters = [handle, unstyledHandle(handle), unstyledHandle(handle).replaceAll("l", "i")];
  const withoutDoubles = withLetters.map((each) => each.replaceAll(/(.)\1+/g, "$1"));
  return Array.from(new Set([...withLetters, ...withoutDoubles, handle.replaceAll("_", "")]));
}

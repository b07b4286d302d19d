import { type AST, RegExpParser } from "@eslint-community/regexpp";

/** The longest text that a request carries. */
const length = 64 * 1024;

/** What keeps a pattern that ends with `$`, `\s*` or `.*` from matching at the very end. */
const ends = ["", "\n", " \u0000", "\u0000"];

const alphabet = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCodePoint(code)),
  "é",
  "日",
  "\u00a0",
  "\u2028",
  "\u202a",
  "\u3164",
  "😀",
];

/**
 * Texts of 64 kB that cost a backtracking pattern the most: the beginning of a match, then one of its pieces again and
 * again, then what does not match. Pieces are all runs of neighbouring parts of the pattern, and each kind of character
 * that a part of it accepts.
 */
export function* hostileTexts(pattern: RegExp): Generator<string> {
  const root = new RegExpParser().parseLiteral(pattern.toString());
  const sampler = createSampler(pattern.flags.replaceAll(/[dgy]/g, ""));
  const seen = new Set<string>();
  for (const { elements } of alternativesOf(root.pattern)) {
    const parts = joinCharacters(elements).map((part) => ({
      text: part.map(sampler.sample).join(""),
      characters: part.flatMap(sampler.accepted),
    }));
    for (const [start, { characters }] of parts.entries()) {
      const runs = parts.slice(start).map((_, more) => textOf(parts.slice(start, start + more + 1)));
      for (const beginning of ["", textOf(parts.slice(0, start))])
        for (const piece of [...runs, ...characters]) {
          if (piece === "" || seen.has(`${beginning}\0${piece}`)) continue;
          seen.add(`${beginning}\0${piece}`);
          const text = beginning + piece.repeat(length / piece.length);
          for (const end of ends) yield text + end;
        }
    }
  }
}

function textOf(parts: { text: string }[]): string {
  return parts.map(({ text }) => text).join("");
}

/** The parts of a sequence, where neighbouring characters are one. */
function joinCharacters(elements: AST.Element[]): AST.Element[][] {
  const parts: AST.Element[][] = [];
  for (const element of elements) {
    const last = parts.at(-1);
    if (element.type === "Character" && last?.at(-1)?.type === "Character") last.push(element);
    else parts.push([element]);
  }
  return parts;
}

/** Alternatives at all depths. */
function* alternativesOf(node: AST.Node): Generator<AST.Alternative> {
  switch (node.type) {
    case "Pattern":
    case "Group":
    case "CapturingGroup":
    case "Assertion":
      if (!("alternatives" in node)) return;
      for (const alternative of node.alternatives) {
        yield alternative;
        for (const element of alternative.elements) yield* alternativesOf(element);
      }
      return;
    case "Quantifier":
      yield* alternativesOf(node.element);
      return;
    default:
  }
}

function createSampler(flags: string) {
  const known = new Map<string, string[]>();

  /** Characters that a single part of a pattern accepts: ASCII first. */
  function charactersOf(raw: string): string[] {
    const characters =
      known.get(raw) ?? alphabet.filter((character) => new RegExp(`^${raw}$`, flags).test(character));
    known.set(raw, characters);
    return characters;
  }

  /** A text that a part of a pattern matches; what may be left out is there once. */
  function sample(node: AST.Element): string {
    switch (node.type) {
      case "Character":
        return String.fromCodePoint(node.value);
      case "CharacterClass":
      case "CharacterSet":
      case "ExpressionCharacterClass":
        return pick(charactersOf(node.raw));
      case "Quantifier":
        return sample(node.element).repeat(Math.min(Math.max(node.min, 1), 100));
      case "Group":
      case "CapturingGroup":
        return (node.alternatives[0]?.elements ?? []).map(sample).join("");
      default:
        return "";
    }
  }

  /** Characters that a part accepts, at least one of each kind that other parts tell apart. */
  function accepted(node: AST.Element): string[] {
    switch (node.type) {
      case "CharacterClass":
      case "CharacterSet":
      case "ExpressionCharacterClass":
        return distinct(charactersOf(node.raw));
      case "Quantifier":
        return accepted(node.element);
      default:
        return [];
    }
  }

  return { sample, accepted };
}

/** A letter where one is accepted. */
function pick(characters: string[]): string {
  return characters.find((each) => /[a-z]/.test(each)) ?? characters.at(-1) ?? "";
}

/** One letter, one digit, and all that is neither. */
function distinct(characters: string[]): string[] {
  const kinds = new Map(
    characters.map((each) => [each.replace(/[a-z]/, "a").replace(/[A-Z]/, "A").replace(/\d/, "0"), each]),
  );
  return [...kinds.values()];
}

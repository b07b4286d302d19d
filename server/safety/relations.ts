import { blocks } from "./blocks-table.ts";
import { mutes } from "./mutes-table.ts";

/** What hides one person from another. */
export type RelationKind = "BLOCK" | "MUTE";

/** One person who blocks or mutes another. */
export type Relation = {
  kind: RelationKind;
  /** The id of the user who blocks or mutes. */
  by: string;
  /** The id of the user who is blocked or muted. */
  whom: string;
};

/** The tables of the two kinds, with the column of who hides, and of who is hidden. */
export const relations = {
  BLOCK: { table: blocks, by: blocks.blockerId, whom: blocks.blockedId },
  MUTE: { table: mutes, by: mutes.muterId, whom: mutes.mutedId },
} as const;

/** How many people one person may block, and how many mute. All of them are in the memory of a node. */
export const maximumHidden = 1000;

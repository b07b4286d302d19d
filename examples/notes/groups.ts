import { defineGroups } from "../../server/rules/define-groups.ts";

/** The command `provision` creates them, as a start does in the local user pool. */
export const groups = defineGroups([{ name: "reviewers", description: "May read all notes." }]);

export type NotesGroup = (typeof groups)[number]["name"];

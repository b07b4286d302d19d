import { ArgsType, Field, Int } from "type-graphql";
import { badUserInput } from "../errors.ts";
import { type CursorList, decodeCursor } from "./cursor.ts";

export const maximumPageSize = 100;

export type Page = {
  first: number;
  /** The id of the element that the page comes after. */
  after: string | undefined;
};

@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: 20, description: "How many, 1–100." })
  first!: number;

  @Field(() => String, { nullable: true, description: "`endCursor` of the previous page." })
  after?: string | null;
}

/** @throws GraphQLError BAD_USER_INPUT for arguments that are no page of this list */
export function parsePage(
  { cursorKey }: { cursorKey: Buffer },
  list: CursorList,
  { first, after }: PageArguments,
): Page {
  if (first < 1 || first > maximumPageSize)
    throw badUserInput(`\`first\` must be from 1 to ${maximumPageSize}.`);
  if (after === null || after === undefined) return { first, after: undefined };
  const id = decodeCursor(cursorKey, list, after);
  if (id === undefined) throw badUserInput("`after` must be a cursor of this list.");
  return { first, after: id };
}

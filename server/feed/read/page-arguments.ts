import { ArgsType, Field, Int } from "type-graphql";
import { badUserInput } from "../../graphql/errors.ts";
import type { FeedContext } from "../context.ts";
import { type ActivityConnection, createConnection } from "../model/activity-connection.type.ts";
import type { Activity } from "../model/activity.type.ts";
import { type CursorList, decodeCursor, encodeCursor } from "../model/cursor.ts";
import type { Page } from "./read-page.ts";

export const maximumPageSize = 100;

@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: 20, description: "How many, 1–100." })
  first!: number;

  @Field(() => String, { nullable: true, description: "`endCursor` of the previous page." })
  after?: string | null;
}

type CursorContext = Pick<FeedContext, "cursorKey">;

/** @throws GraphQLError BAD_USER_INPUT for arguments that are no page of this list */
export function parsePage(
  { cursorKey }: CursorContext,
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

/** @param rows one more than `page.first` where there is another page. */
export function toConnection(
  { cursorKey }: CursorContext,
  list: CursorList,
  { first }: Page,
  rows: readonly Activity[],
): ActivityConnection {
  return createConnection(rows, first, (id) => encodeCursor(cursorKey, list, id));
}

import { ArgsType, Field, Int } from "type-graphql";
import type { FeedContext } from "../context.ts";
import { badUserInput } from "../../graphql/errors.ts";
import { type ActivityConnection, toConnection } from "../model/activity-connection.type.ts";
import type { Activity } from "../model/activity.type.ts";
import { type CursorList, decodeCursor, encodeCursor } from "../model/cursor.ts";
import type { Page } from "./read-page.ts";

const maximumPageSize = 100;

@ArgsType()
export class PageArguments {
  @Field(() => Int, { defaultValue: 20, description: "How many, 1–100." })
  first!: number;

  @Field(() => String, { nullable: true, description: "`endCursor` of the page before." })
  after?: string | null;
}

/**
 * Answers a page of a list.
 *
 * @throws GraphQLError BAD_USER_INPUT where the arguments are no page of this list
 */
export async function answerPage(
  { cursorKey }: Pick<FeedContext, "cursorKey">,
  list: CursorList,
  { first, after }: PageArguments,
  read: (page: Page) => Promise<readonly Activity[]>,
): Promise<ActivityConnection> {
  if (first < 1 || first > maximumPageSize)
    throw badUserInput(`\`first\` must be from 1 to ${maximumPageSize}.`);
  const rows = await read({ first, after: readCursor(cursorKey, list, after) });
  return toConnection(rows, first, (id) => encodeCursor(cursorKey, list, id));
}

function readCursor(key: Buffer, list: CursorList, after: string | null | undefined): string | undefined {
  if (after === null || after === undefined) return undefined;
  const id = decodeCursor(key, list, after);
  if (id === undefined) throw badUserInput("`after` must be a cursor of this list.");
  return id;
}

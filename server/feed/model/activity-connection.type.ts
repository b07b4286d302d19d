import { Field, ObjectType } from "type-graphql";
import { type CursorList, encodeCursor } from "../../graphql/paging/cursor.ts";
import type { Page } from "../../graphql/paging/page-arguments.ts";
import { PageInfo } from "../../graphql/paging/page-info.type.ts";
import { Activity } from "./activity.type.ts";

@ObjectType({ simpleResolvers: true, description: "An activity and its position in a list." })
export class ActivityEdge {
  readonly #toCursor: (id: string) => string;

  constructor(node: Activity, toCursor: (id: string) => string) {
    this.node = node;
    this.#toCursor = toCursor;
  }

  /** Encoded on demand: most clients query the page's `endCursor` alone. */
  @Field(() => String, { description: "Opaque. As `after` it gives the page after this activity." })
  get cursor(): string {
    return this.#toCursor(this.node.id);
  }

  @Field(() => Activity, { description: "The activity." })
  node: Activity;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "A page of activities, as a Relay connection. Activities that are added, deleted or expire never shift a page.",
})
export class ActivityConnection {
  @Field(() => [ActivityEdge], { description: "The activities, in the order of the list." })
  edges!: ActivityEdge[];

  @Field(() => PageInfo, { description: "The ends of the page, and whether another one follows." })
  pageInfo!: PageInfo;
}

/** @param rows one more than `page.first` where there is another page. */
export function toConnection(
  { cursorKey }: { cursorKey: Buffer },
  list: CursorList,
  { first }: Page,
  rows: readonly Activity[],
): ActivityConnection {
  const toCursor = (id: string): string => encodeCursor(cursorKey, list, id);
  const edges = rows.slice(0, first).map((row) => new ActivityEdge(row, toCursor));
  return { edges, pageInfo: new PageInfo(rows.length > first, edges) };
}

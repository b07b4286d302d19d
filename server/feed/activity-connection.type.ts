import { Field, ObjectType } from "type-graphql";
import { Activity, type ActivityWithAuthor, toActivity } from "./activity.type.ts";

@ObjectType({ simpleResolvers: true, description: "Where a page ends." })
export class PageInfo {
  @Field(() => Boolean, { description: "Whether there is more after this page." })
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: "The cursor to go on from; null on an empty page." })
  endCursor!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "An activity in its place in a list." })
export class ActivityEdge {
  readonly #toCursor: () => string;

  constructor(node: Activity, toCursor: () => string) {
    this.node = node;
    this.#toCursor = toCursor;
  }

  /** Made when it is asked for: most clients take the page's `endCursor` alone. */
  @Field(() => String, { description: "Opaque: give it as `after` to read on behind this activity." })
  get cursor(): string {
    return this.#toCursor();
  }

  @Field(() => Activity, { description: "The activity." })
  node: Activity;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "A page of a list of activities, as Relay has it. New, deleted and expired ones never shift a page.",
})
export class ActivityConnection {
  @Field(() => [ActivityEdge], { description: "The activities, newest first." })
  edges!: ActivityEdge[];

  @Field(() => PageInfo, { description: "Where the page ends." })
  pageInfo!: PageInfo;
}

/** @param rows one more than asked for, where there is more. */
export function toConnection(
  rows: ActivityWithAuthor[],
  first: number,
  toCursor: (id: string) => string,
): ActivityConnection {
  const edges = rows.slice(0, first).map((row) => new ActivityEdge(toActivity(row), () => toCursor(row.id)));
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}

import { Field, ObjectType } from "type-graphql";
import { Activity } from "./activity.type.ts";

@ObjectType({ simpleResolvers: true, description: "Where a page ends." })
export class PageInfo {
  readonly #edges: ActivityEdge[];

  constructor(hasNextPage: boolean, edges: ActivityEdge[]) {
    this.hasNextPage = hasNextPage;
    this.#edges = edges;
  }

  @Field(() => Boolean, { description: "Whether there is more after this page." })
  hasNextPage: boolean;

  @Field(() => String, { nullable: true, description: "The cursor to go on from; null on an empty page." })
  get endCursor(): string | null {
    return this.#edges.at(-1)?.cursor ?? null;
  }

  /** Relay's compiler takes no connection without this and the next, which it does not ask for when it reads forwards. */
  @Field(() => Boolean, { description: "Always false: lists are read forwards alone." })
  get hasPreviousPage(): boolean {
    return false;
  }

  @Field(() => String, {
    nullable: true,
    description: "The cursor of the page's first activity; null on an empty page.",
  })
  get startCursor(): string | null {
    return this.#edges[0]?.cursor ?? null;
  }
}

@ObjectType({ simpleResolvers: true, description: "An activity in its place in a list." })
export class ActivityEdge {
  readonly #toCursor: (id: string) => string;

  constructor(node: Activity, toCursor: (id: string) => string) {
    this.node = node;
    this.#toCursor = toCursor;
  }

  /** Sealed when it is asked for: most clients take the page's `endCursor` alone. */
  @Field(() => String, { description: "Opaque: give it as `after` to read on behind this activity." })
  get cursor(): string {
    return this.#toCursor(this.node.id);
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
  rows: readonly Activity[],
  first: number,
  toCursor: (id: string) => string,
): ActivityConnection {
  const edges = rows.slice(0, first).map((row) => new ActivityEdge(row, toCursor));
  return { edges, pageInfo: new PageInfo(rows.length > first, edges) };
}

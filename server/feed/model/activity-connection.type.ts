import { Field, ObjectType } from "type-graphql";
import { Activity } from "./activity.type.ts";

@ObjectType({ simpleResolvers: true, description: "The ends of a page, and whether another one follows." })
export class PageInfo {
  readonly #edges: readonly { cursor: string }[];

  constructor(hasNextPage: boolean, edges: readonly { cursor: string }[]) {
    this.hasNextPage = hasNextPage;
    this.#edges = edges;
  }

  @Field(() => Boolean, { description: "Whether the list goes on after this page." })
  hasNextPage: boolean;

  @Field(() => String, {
    nullable: true,
    description: "The cursor of the page's last edge; null on an empty page.",
  })
  get endCursor(): string | null {
    return this.#edges.at(-1)?.cursor ?? null;
  }

  /** Relay's compiler requires this field and `startCursor`, although it does not query them when it pages forwards. */
  @Field(() => Boolean, { description: "Always false: lists can only be paged forwards." })
  get hasPreviousPage(): boolean {
    return false;
  }

  @Field(() => String, {
    nullable: true,
    description: "The cursor of the page's first edge; null on an empty page.",
  })
  get startCursor(): string | null {
    return this.#edges[0]?.cursor ?? null;
  }
}

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

/** @param rows one more than `first` where there is another page. */
export function createConnection(
  rows: readonly Activity[],
  first: number,
  toCursor: (id: string) => string,
): ActivityConnection {
  const edges = rows.slice(0, first).map((row) => new ActivityEdge(row, toCursor));
  return { edges, pageInfo: new PageInfo(rows.length > first, edges) };
}

import { Field, ObjectType } from "type-graphql";

/** An element and its position in a list. */
type Edge = { readonly cursor: string };

@ObjectType({ simpleResolvers: true, description: "The ends of a page, and whether another one follows." })
export class PageInfo {
  readonly #edges: readonly Edge[];

  constructor(hasNextPage: boolean, edges: readonly Edge[]) {
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

import { Args, Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { encodeCursor } from "../graphql/paging/cursor.ts";
import { PageArguments, parsePage } from "../graphql/paging/page-arguments.ts";
import { PageInfo } from "../graphql/paging/page-info.type.ts";
import { UserConnection } from "../users/user-connection.type.ts";
import { Viewer } from "../users/viewer.type.ts";
import type { SafetyContext } from "./context.ts";
import { readHiddenList } from "./read-hidden-list.ts";
import type { RelationKind } from "./relations.ts";

/** Adds to the viewer whom they have blocked and muted. */
@Resolver(() => Viewer)
export class HiddenListResolver {
  @FieldResolver(() => UserConnection, { description: "Whom the viewer has blocked, the last one first." })
  async blockedUsers(
    @Root() viewer: Viewer,
    @Args(() => PageArguments) pageArguments: PageArguments,
    @Ctx() context: SafetyContext,
  ): Promise<UserConnection> {
    return await resolveHiddenList("BLOCK", viewer, pageArguments, context);
  }

  @FieldResolver(() => UserConnection, { description: "Whom the viewer has muted, the last one first." })
  async mutedUsers(
    @Root() viewer: Viewer,
    @Args(() => PageArguments) pageArguments: PageArguments,
    @Ctx() context: SafetyContext,
  ): Promise<UserConnection> {
    return await resolveHiddenList("MUTE", viewer, pageArguments, context);
  }
}

async function resolveHiddenList(
  kind: RelationKind,
  { id }: Viewer,
  pageArguments: PageArguments,
  context: SafetyContext,
): Promise<UserConnection> {
  const list = `${kind === "BLOCK" ? "blocked-by" : "muted-by"} ${id}` as const;
  const page = parsePage(context, list, pageArguments);
  const rows = await context.read(async (db) => await readHiddenList(db, kind, id, page));
  const edges = rows.slice(0, page.first).map(({ relationId, user }) => ({
    cursor: encodeCursor(context.cursorKey, list, relationId),
    node: user,
  }));
  return { edges, pageInfo: new PageInfo(rows.length > page.first, edges) };
}
